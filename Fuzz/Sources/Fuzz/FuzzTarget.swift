import Detection
import EventFormats
import Events
import Foundation
import Ingestion
import KQL
import OData
import Primitives

/// A parser under test: it gets any bytes and has to come back.
struct FuzzTarget: Sendable {
    var name: String
    var run: @Sendable ([UInt8]) -> Void

    static let all: [FuzzTarget] =
        [
            FuzzTarget(name: "bulk") { bytes in _ = try? BulkRequest(bytes) },
            FuzzTarget(name: "cookie") { bytes in readCookie(bytes) },
            FuzzTarget(name: "csv") { bytes in readTable(bytes) },
            FuzzTarget(name: "form") { bytes in readForm(bytes) },
            FuzzTarget(name: "json") { bytes in readJSON(bytes) },
            FuzzTarget(name: "kql") { bytes in readHunt(bytes) },
            FuzzTarget(name: "mapping") { bytes in readMapping(bytes) },
            FuzzTarget(name: "mmdb") { bytes in readPlaces(bytes) },
            FuzzTarget(name: "odata") { bytes in readQuery(bytes) },
            FuzzTarget(name: "otlp") { bytes in readOTLP(bytes) },
            FuzzTarget(name: "python") { bytes in readLiteral(bytes) },
            FuzzTarget(name: "rule") { bytes in readRule(bytes) },
            FuzzTarget(name: "splunk") { bytes in _ = try? SplunkEvents(bytes) },
            FuzzTarget(name: "syslog") { bytes in readSyslog(bytes) },
            FuzzTarget(name: "timestamp") { bytes in readTimestamp(bytes) },
        ] + AlertFormats.all.map { format in FuzzTarget(name: format.name) { bytes in read(bytes, as: format) } }
        + eventTargets

    /// One for each format of events, with the tables of the product.
    private static var eventTargets: [FuzzTarget] {
        let content = URL(fileURLWithPath: "Content")
        guard let specs = try? TableSpecs.load(content) else { return [] }
        return EventFormats.all.compactMap { kind in
            guard let format = try? kind.init(specs: specs) else { return nil }
            return FuzzTarget(name: kind.name) { bytes in read(bytes, as: format, specs) }
        }
    }

    /// The number that a format tells is that of the rows it added.
    private static func read(_ bytes: [UInt8], as format: any EventFormat, _ specs: TableSpecs) {
        var batch = EventBatch(specs)
        do throws(EventFormatError) {
            let rows = try format.read(record(bytes), into: &batch)
            precondition(rows == batch.count, "a format counts other rows than it adds")
        } catch {
            if case .partly(let rows, _) = error { precondition(rows == batch.count, "damage costs rows that were read") }
        }
    }

    private static func record(_ bytes: [UInt8]) -> RawRecord {
        RawRecord(source: "fuzz", received: Timestamp(unixSeconds: Int64(1_795_176_000)), bytes: bytes)
    }

    private static func read(_ bytes: [UInt8], as format: any RecognisingFormat) {
        let record = record(bytes)
        _ = AlertFormats.detect(record)
        _ = try? format.reports(in: record)
    }

    /// A value holds nothing that ends one.
    private static func readCookie(_ bytes: [UInt8]) {
        guard let value = CookieField.value(of: "a", in: String(decoding: bytes, as: UTF8.self)) else { return }
        precondition(!value.contains(";") && !value.contains(" "), "a cookie's value runs over its end")
    }

    /// There is a field for each part that is not empty.
    private static func readForm(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: UInt8(ascii: "&")).count
        precondition(FormBody.fields(bytes).count == parts, "a part of a form was lost")
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

    /// Any text parses to something, with its mistakes inside it, and is checked without reading anything.
    private static func readHunt(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for error in Parser.parse(text).errors {
            guard let span = error.span else { continue }
            precondition(span.start <= span.end && span.end <= text.utf8.count, "a mistake lies outside the query")
        }
        _ = try? Engine().check(text)
    }

    /// What a rule says reads as the same rule again.
    private static func readRule(_ bytes: [UInt8]) {
        guard let file = try? SentinelRuleFile(yaml: String(decoding: bytes, as: UTF8.self)),
            let rule = try? DetectionRule(properties: file.properties)
        else { return }
        let again = try? DetectionRule(properties: rule.properties)
        precondition(again == rule, "a written rule reads as another one")
    }

    private static func readTimestamp(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            guard let time = Timestamp(utf8: buffer) else { return }
            precondition(Timestamp(time.rfc3339) == time, "a written time reads as another time")
        }
    }

    /// A database of places, whatever it says, answers for addresses of both kinds.
    private static func readPlaces(_ bytes: [UInt8]) {
        guard let database = try? MaxMindDatabase(Data(bytes)) else { return }
        for address in ["192.0.2.1", "2001:db8::1"].compactMap({ IPAddress($0) }) { _ = try? database.record(of: address) }
    }

    /// In both encodings; what is read can be given to a format of either kind.
    private static func readOTLP(_ bytes: [UInt8]) {
        let records = ((try? OTLPLogs.records(protobuf: bytes)) ?? []) + ((try? OTLPLogs.records(json: bytes)) ?? [])
        for record in records {
            let json = record.record(for: .json)
            precondition((try? JSONValue(parsing: json)) != nil, "a record that is to be JSON is none")
            _ = record.record(for: .automatic)
        }
    }

    /// A connection gives the same messages however its bytes arrive, and each can be taken apart.
    private static func readSyslog(_ bytes: [UInt8]) {
        var whole: [SyslogFraming.Message] = []
        var framing = SyslogFraming(largestMessage: 64)
        framing.feed(bytes, into: &whole)
        framing.finish(into: &whole)
        var single: [SyslogFraming.Message] = []
        for byte in bytes { framing.feed([byte], into: &single) }
        framing.finish(into: &single)
        precondition(whole == single, "the parts in which bytes arrive change the messages")
        for message in whole { _ = SyslogMessage(message.bytes, clock: record([]).clock) }
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
