import EventFormats
import Events
import Foundation
import Primitives
import Testing

/// Nothing is dropped: every value of a golden record is found again in some column of its rows.
@Suite struct CompletenessTests {
    @Test(arguments: EventGolden.all)
    func everyValueIsKept(_ golden: EventGolden) throws {
        let format = try #require(try Specs.format(golden.format))
        var batch = EventBatch(Specs.all)
        guard let rows = try? format.read(Specs.record(golden.input), into: &batch), rows > 0 else { return }
        let kept = KeptValues(batch)
        let told = CompletenessTests.told[golden.testDescription] ?? []
        let lost = RecordValues(golden.input).all.filter { !kept.has($0) && !told.contains($0) }
        #expect(lost.isEmpty, "\(golden.testDescription)")
    }

    /// Values that rows tell in words of their own, or by the column that has what stands beside them.
    private static let told: [String: Set<String>] = [
        "cef-events/firewall": ["0"], "ocsf-events/connection-inbound": ["6"],
        "ocsf-events/file-hashes": ["sha-256", "2", "md5"],
        "zeek/table-types": ["t", "f", "ca,c\"b", "7,9"],
        // The key by which a node shows who it is.
        "osquery/tls-logger": ["secret-of-the-node"], "osquery/tls-status": ["secret-of-the-node"],
        "ocsf-events/logon-cloud": ["remote interactive"], "ocsf-events/logon-identity": ["3"], "osquery/socket": ["6"],
        // The header of the line, of which the decoder told the parts.
        "wazuh-events/sshd": ["nov 18 10:00:00 web-1 sshd[1]: failed password for root from 203.0.113.9 port 5 ssh2"],
    ]

    @Test func whatIsLostIsNoticed() throws {
        var batch = EventBatch(Specs.all)
        let text = #"{"EventID":5,"Channel":"Application","EventTime":"2026-11-20T12:00:00Z","A":"here","B":{"c":["there"]}}"#
        _ = try WindowsFormat(specs: Specs.all).read(Specs.record(Array(text.utf8)), into: &batch)
        let kept = KeptValues(batch)
        #expect(RecordValues(Array(text.utf8)).all == ["5", "application", "2026-11-20t12:00:00z", "here", "there"])
        #expect(["5", "application", "2026-11-20T12:00:00Z", "here", "there"].allSatisfy(kept.has))
        #expect(!kept.has("elsewhere") && !kept.has("6") && !kept.has("2026-11-20T12:00:01Z"))
    }
}

/// What a record says, value by value, in small letters.
private struct RecordValues {
    private(set) var all: [String] = []

    init(_ record: [UInt8]) {
        let text = String(decoding: record, as: UTF8.self)
        if let value = try? JSONValue(parsing: record) {
            add(value)
        } else if text.contains("CEF:") {
            addPairs(of: text.split(separator: "CEF:").last.map(String.init) ?? "")
        } else if text.contains("<Event") {
            addXML(text[(text.range(of: "<Event")?.lowerBound ?? text.startIndex)...])
        } else if text.contains("\t") {
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                line.split(separator: "\t").forEach { add(String($0)) }
            }
        } else {
            // The header of syslog begins with number and time, which formats write in their own way.
            let words = text.split(whereSeparator: { $0.isWhitespace || "[]".contains($0) }).map(String.init)
            let isHeader = { (word: String) in
                word.hasPrefix("<") || Timestamp(word) != nil || word.allSatisfy { "0123456789:".contains($0) }
            }
            for word in words.drop(while: isHeader) { addOne(word.hasSuffix(":") ? String(word.dropLast()) : word) }
        }
    }

    private mutating func add(_ value: JSONValue) {
        switch value {
        case .null: break
        case .bool(let flag): add(flag ? "true" : "false")
        case .integer, .number: add(value.text)
        case .array(let values): values.forEach { add($0) }
        case .object(let object): object.members.forEach { add($0.value) }
        case .string(let text):
            if text.hasPrefix("{"), let inner = try? JSONValue(parsing: text) { add(inner) } else { add(text) }
        }
    }

    private mutating func add(_ text: String) {
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count > 1 else { return addOne(text) }
        // Of a text in lines what stands behind its labels.
        for line in lines.dropFirst() where line.contains("\t") {
            if let value = line.split(separator: "\t").last, value.last != ":" { addOne(String(value)) }
        }
    }

    private mutating func addOne(_ text: String) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        if !["", "-", "?", "(empty)"].contains(text) { all.append(text) }
    }

    /// `key=value key=value`, where values may hold blanks.
    private mutating func addPairs(of text: String) {
        for word in text.split(whereSeparator: { $0 == " " || $0 == "|" }).dropFirst() {
            let value = word.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
            let plain = value.replacingOccurrences(of: "\\\\", with: "\u{1}").replacingOccurrences(of: "\\", with: "")
            addOne(plain.replacingOccurrences(of: "\u{1}", with: "\\"))
        }
    }

    /// Texts between signs, and quoted values of attributes but for the names of fields and of the schema.
    private mutating func addXML(_ text: Substring) {
        for piece in text.split(separator: "<") {
            let parts = piece.split(separator: ">", maxSplits: 1)
            if parts.count == 2 { addOne(KeptValues.plain(String(parts[1]))) }
            guard let tag = parts.first, !tag.hasPrefix("Data"), !tag.hasPrefix("Event "), !tag.hasPrefix("?") else { continue }
            let quoted = tag.split(whereSeparator: { $0 == "'" || $0 == "\"" })
            for index in quoted.indices where index % 2 == 1 { addOne(String(quoted[index])) }
        }
    }
}

/// What the columns of all rows say.
private struct KeptValues {
    private var values: Set<String> = []
    private var text = ""
    private var numbers: Set<Int64> = []
    private var times: Set<Int64> = []

    init(_ batch: EventBatch) {
        for rows in batch.tables {
            for column in rows.columns {
                for row in 0..<rows.count { add(column, row) }
            }
        }
    }

    private mutating func add(_ column: EventColumn, _ row: Int) {
        if column.type.isText { return add(String(decoding: column.text(row), as: UTF8.self)) }
        guard let number = column.number(row) else { return }
        if column.type == .datetime { times.insert(number) } else { numbers.insert(number) }
        if let real = column.real(row), column.type == .real { values.insert("\(real)") }
    }

    private mutating func add(_ text: String) {
        if text.hasPrefix("{") || text.hasPrefix("["), let value = try? JSONValue(parsing: text) { return add(value) }
        let plain = KeptValues.plain(text).lowercased()
        values.insert(plain)
        // A column may hold elements, pairs or words.
        for part in text.split(whereSeparator: { "<> =\"|;[]".contains($0) }) {
            values.insert(KeptValues.plain(String(part)).lowercased())
        }
        self.text += plain + "\u{1}"
        if let number = Int64(plain) { numbers.insert(number) }
    }

    /// Without the references of XML and the marks of escapes.
    static func plain(_ text: String) -> String {
        text.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
    }

    private mutating func add(_ value: JSONValue) {
        switch value {
        case .null: break
        case .bool(let flag): values.insert(flag ? "true" : "false")
        case .integer, .number: add(value.text)
        case .string(let text): add(text)
        case .array(let list): list.forEach { add($0) }
        case .object(let object): object.members.forEach { add($0.value) }
        }
    }

    func has(_ value: String) -> Bool {
        let value = value.lowercased()
        let single = value.replacingOccurrences(of: "\\\\", with: "\\")
        if values.contains(value) || values.contains(single) { return true }
        // A short text stands in many others by chance.
        if value.count > 3, text.contains(value) || text.contains(single) { return true }
        if let number = KeptValues.number(value),
            numbers.contains(number) || value.hasPrefix("0x") && values.contains("\(number)")
        {
            return true
        }
        if value == "true" || value == "false", numbers.contains(value == "true" ? 1 : 0) { return true }
        if let time = KeptValues.time(value), times.contains(time.ticks) { return true }
        if let word = KeptValues.words[value] { return word.isEmpty || values.contains(word) }
        // A list of digests is taken apart.
        let parts = value.split(separator: ",")
        return parts.count > 1 && value.contains("=")
            && parts.allSatisfy { part in
                values.contains(part.split(separator: "=").last.map(String.init) ?? "") || text.contains(part)
            }
    }

    private static func number(_ text: String) -> Int64? {
        text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16).flatMap { Int64(exactly: $0) } : Int64(text)
    }

    private static func time(_ text: String) -> Timestamp? {
        if let time = Timestamp(text.uppercased()) { return time }
        guard let seconds = Double(text), seconds > 1_000_000_000 else { return nil }
        let unit = seconds > 100_000_000_000 ? 1000.0 : 1
        return Timestamp(ticks: Timestamp(unixSeconds: Int64(0)).ticks + Int64((seconds / unit * 10_000_000).rounded()))
    }

    /// Words and numbers that tables have words of their own for; nothing where the kind of row says it.
    private static let words = [
        "audit_success": "8", "audit_failure": "16",
    ]
}
