import Ingestion
import OData
import Primitives

/// A parser under test: it gets any bytes and has to come back.
struct FuzzTarget: Sendable {
    var name: String
    var run: @Sendable ([UInt8]) -> Void

    static let all: [FuzzTarget] =
        [
            FuzzTarget(name: "csv") { bytes in readTable(bytes) },
            FuzzTarget(name: "json") { bytes in readJSON(bytes) },
            FuzzTarget(name: "mapping") { bytes in readMapping(bytes) },
            FuzzTarget(name: "odata") { bytes in readQuery(bytes) },
            FuzzTarget(name: "python") { bytes in readLiteral(bytes) },
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

    /// Each row of a table that was read has a field for each column.
    private static func readTable(_ bytes: [UInt8]) {
        guard let table = try? CSVTable(String(decoding: bytes, as: UTF8.self), limit: 1000) else { return }
        precondition(table.rows.allSatisfy { $0.count == table.columns.count }, "a row has not a field for each column")
    }

    /// What Python printed can be written as JSON, and reads as the same.
    private static func readLiteral(_ bytes: [UInt8]) {
        guard let value = try? PythonLiteral.parse(bytes) else { return }
        precondition((try? JSONValue(parsing: value.text))?.text == value.text, "a literal as JSON reads as another value")
    }

    private static func readTimestamp(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            guard let time = Timestamp(utf8: buffer) else { return }
            precondition(Timestamp(time.rfc3339) == time, "a written time reads as another time")
        }
    }

    /// What a filter is written as reads as the same filter again.
    private static func readQuery(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = try? ODataQuery(text, allowing: Set(SystemOption.allCases))
        guard let filter = try? Filter(text) else { return }
        let written = filter.description
        guard written.utf8.count <= Filter.maximumLength, let again = try? Filter(written) else { return }
        precondition(again.description == written, "a written filter reads as another one")
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
