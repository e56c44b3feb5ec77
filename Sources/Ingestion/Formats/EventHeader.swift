internal import Primitives

/// A line of CEF or LEEF, taken apart down to its header: what syslog put in front, and the fields between the bars.
struct EventHeader {
    /// How far into a record the header is looked for, in bytes.
    static let limit = 1024

    /// The host and the time that syslog gave; empty where there was no syslog.
    var host = ""
    var time = ""
    /// The header's fields with their escapes resolved, the version first.
    var fields: [String] = []
    /// What follows the last bar of the header.
    var rest: ArraySlice<UInt8> = []

    /// - Parameters:
    ///   - mark: what the header begins with, `CEF:`.
    ///   - count: how many fields the header has, by its version.
    init?(_ line: [UInt8], mark: String, fields count: (_ version: String) -> Int) {
        guard let start = EventHeader.find(mark, in: line) else { return nil }
        readSyslog(String(decoding: line[..<start], as: UTF8.self))
        var field: [UInt8] = []
        var index = start + mark.utf8.count
        var expected = Int.max
        while index < line.count, fields.count < expected {
            let byte = line[index]
            index += 1
            if byte == UInt8(ascii: "\\"), index < line.count {
                if line[index] != UInt8(ascii: "|"), line[index] != byte { field.append(byte) }
                field.append(line[index])
                index += 1
            } else if byte == UInt8(ascii: "|") {
                fields.append(String(decoding: field, as: UTF8.self))
                field.removeAll(keepingCapacity: true)
                expected = count(fields[0])
            } else {
                field.append(byte)
            }
        }
        // The last field may end with the line where no extension follows.
        if !fields.isEmpty, fields.count < expected { fields.append(String(decoding: field, as: UTF8.self)) }
        guard fields.count == expected else { return nil }
        rest = line[index...]
    }

    static func isPresent(_ mark: String, in line: [UInt8]) -> Bool {
        find(mark, in: line) != nil
    }

    /// The mark at the start, or behind a blank, a bracket or a colon within the limit.
    private static func find(_ mark: String, in line: [UInt8]) -> Int? {
        let mark = Array(mark.utf8)
        return line.indices.prefix(limit).first { index in
            line[index] == mark[0] && line[index...].starts(with: mark)
                && (index == 0 || [0x20, 0x09, 0x3e, 0x5d, 0x3a].contains(line[index - 1]))
        }
    }

    /// `<134>Nov  4 10:00:00 host ` of RFC 3164, or `<134>1 2026-11-04T10:00:00Z host app - - - ` of RFC 5424.
    private mutating func readSyslog(_ prefix: String) {
        var text = prefix[...]
        if text.hasPrefix("<"), let end = text.firstIndex(of: ">") { text = text[text.index(after: end)...] }
        var words = text.split(separator: " ")
        if words.count > 1, words[0] == "1" { words.removeFirst() }
        guard let first = words.first else { return }
        if Timestamp(String(first)) != nil {
            time = String(first)
            host = words.count > 1 ? String(words[1]) : ""
        } else if words.count >= 3, EventTime.isMonth(first) {
            let hasYear = words.count > 3 && words[2].utf8.count == 4 && !words[2].utf8.contains(UInt8(ascii: ":"))
            let length = hasYear ? 4 : 3
            time = words.prefix(length).joined(separator: " ")
            host = words.count > length ? String(words[length]) : ""
        } else {
            host = String(first)
        }
        if host.hasSuffix(":") { host.removeLast() }
    }
}
