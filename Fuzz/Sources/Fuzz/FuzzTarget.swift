import Ingestion
import KQL
import Primitives

/// A parser under test: it gets any bytes and has to come back.
struct FuzzTarget: Sendable {
    var name: String
    var run: @Sendable ([UInt8]) -> Void

    static let all: [FuzzTarget] =
        [
            FuzzTarget(name: "json") { bytes in readJSON(bytes) },
            FuzzTarget(name: "kql") { bytes in readQuery(bytes) },
            FuzzTarget(name: "mapping") { bytes in readMapping(bytes) },
            FuzzTarget(name: "timestamp") { bytes in readTimestamp(bytes) },
        ] + AlertFormats.all.map { format in FuzzTarget(name: format.name) { bytes in read(bytes, as: format) } }

    private static func record(_ bytes: [UInt8]) -> RawRecord {
        RawRecord(source: "fuzz", received: Timestamp(unixSeconds: Int64(1_795_176_000)), bytes: bytes)
    }

    private static func read(_ bytes: [UInt8], as format: any RecognisingFormat) {
        let record = record(bytes)
        _ = AlertFormats.detect(record)
        _ = try? format.reports(in: record)
    }

    /// What is written reads as the same again.
    private static func readJSON(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes) else { return }
        let text = value.text
        precondition((try? JSONValue(parsing: text))?.text == text, "written JSON reads as another value")
    }

    /// Any text parses to something, with its mistakes inside it, and is checked without reading anything.
    private static func readQuery(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for error in Parser.parse(text).errors {
            guard let span = error.span else { continue }
            precondition(span.start <= span.end && span.end <= text.utf8.count, "a mistake lies outside the query")
        }
        _ = try? Engine().check(text)
    }

    private static func readTimestamp(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            guard let time = Timestamp(utf8: buffer) else { return }
            precondition(Timestamp(time.rfc3339) == time, "a written time reads as another time")
        }
    }

    /// The bytes are a mapping file, a zero, and a record for it.
    private static func readMapping(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0, maxSplits: 1)
        guard let yaml = parts.first,
            let format = try? MappingFormat(yaml: String(decoding: yaml, as: UTF8.self), name: "fuzz")
        else { return }
        _ = try? format.reports(in: record(parts.count > 1 ? Array(parts[1]) : Array("{\"title\":\"t\"}".utf8)))
    }
}
