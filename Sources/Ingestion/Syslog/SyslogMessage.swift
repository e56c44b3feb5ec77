public import Primitives

/// A syslog message taken apart: what its header says, and the rest, which is what a source's format reads.
///
/// RFC 5424, RFC 3164, and what devices make of the latter. Nothing is refused: bytes without a header are all message, so
/// that a plain line of JSON or CEF sent to the port is read as well.
public struct SyslogMessage: Sendable {
    /// The facility (the number divided by 8) and severity (its remainder); `nil` without a header.
    public var priority: UInt8?
    /// The header's time; one without a zone is in the source's own.
    public var time: Timestamp?
    public var host = ""
    /// The program: APP-NAME, or the TAG without its process id.
    public var program = ""
    /// PROCID, or what stands in brackets behind the TAG.
    public var process = ""
    /// MSGID, which only the newer form has.
    public var messageId = ""
    /// The elements in brackets, as they stand there; the newer form alone has them.
    public private(set) var structuredData: ArraySlice<UInt8> = []
    /// The message without its header. All bytes where nothing follows the header.
    public private(set) var content: ArraySlice<UInt8>

    public init(_ bytes: [UInt8], clock: SourceClock) {
        content = bytes[...]
        var scan = SyslogScan(bytes[...])
        guard let number = scan.priority() else { return }
        priority = number
        if scan.skipVersion() {
            guard readNew(&scan) else {
                content = scan.restAfterPriority
                return
            }
        } else {
            readOld(&scan, clock: clock)
        }
        scan.skipMark()
        content = scan.rest.isEmpty ? bytes[...] : scan.rest
    }

    public var envelope: RecordEnvelope { RecordEnvelope(host: host, time: time) }

    /// A time as syslog and CEF write it: RFC 3339 and its relatives, the month in letters, or a number since 1970.
    public static func time(_ text: String, by clock: SourceClock) -> Timestamp? { EventTime.read(text, by: clock) }

    /// `TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA [MSG]`; a hyphen stands for nothing.
    private mutating func readNew(_ scan: inout SyslogScan) -> Bool {
        guard let stamp = scan.word(), let host = scan.word(), let program = scan.word(), let process = scan.word(),
            let message = scan.word()
        else { return false }
        let data = scan.rest
        guard scan.skipStructuredData() else { return false }
        if data.first == UInt8(ascii: "[") {
            let end = data[..<scan.rest.startIndex].lastIndex(of: UInt8(ascii: "]")) ?? data.startIndex
            structuredData = data[data.startIndex...end]
        }
        self.process = process == "-" ? "" : process
        messageId = message == "-" ? "" : message
        time = stamp == "-" ? nil : Timestamp(stamp)
        self.host = host == "-" ? "" : host
        self.program = program == "-" ? "" : program
        return true
    }

    /// `Mmm dd hh:mm:ss HOSTNAME TAG: MSG`, each part of which devices leave out or write in their own way.
    private mutating func readOld(_ scan: inout SyslogScan, clock: SourceClock) {
        guard let stamp = scan.timestamp() else { return }
        time = EventTime.read(stamp, by: clock)
        guard !scan.isAtMessage else { return }
        let mark = scan
        if let word = scan.word() {
            // A word with a colon is the tag: some devices leave their name out.
            if word.hasSuffix(":") || word.hasSuffix("]") { scan = mark } else { host = word }
        }
        scan.skipLoneColon()
        guard !scan.isAtMessage, let tag = scan.tag() else { return }
        (program, process) = tag
    }
}

/// A place in the bytes of a message.
private struct SyslogScan {
    private(set) var rest: ArraySlice<UInt8>
    /// What follows the priority.
    private(set) var restAfterPriority: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
        restAfterPriority = bytes
    }

    private static let blank = UInt8(ascii: " ")

    /// `<0>` to `<191>`.
    mutating func priority() -> UInt8? {
        guard rest.first == UInt8(ascii: "<"), let end = rest.prefix(5).firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let digits = rest[(rest.startIndex + 1)..<end]
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }),
            let number = UInt8(String(decoding: digits, as: UTF8.self)), number <= 191
        else { return nil }
        rest = rest[(end + 1)...]
        restAfterPriority = rest
        return number
    }

    mutating func skipVersion() -> Bool {
        guard rest.starts(with: [UInt8(ascii: "1"), SyslogScan.blank]) else { return false }
        rest = rest.dropFirst(2)
        return true
    }

    /// The bytes up to the next blank, which is passed; `nil` at the end.
    mutating func word() -> String? {
        skipBlanks()
        guard !rest.isEmpty else { return nil }
        let word = rest.prefix { $0 != SyslogScan.blank }
        rest = rest[word.endIndex...].dropFirst()
        return String(decoding: word, as: UTF8.self)
    }

    /// `-`, or elements in brackets; quoted values may hold brackets, and escape quotes.
    mutating func skipStructuredData() -> Bool {
        skipBlanks()
        if rest.first == UInt8(ascii: "-") {
            rest = rest.dropFirst().drop { $0 == SyslogScan.blank }
            return true
        }
        guard rest.first == UInt8(ascii: "[") else { return false }
        while rest.first == UInt8(ascii: "[") {
            guard let end = endOfElement() else { return false }
            rest = rest[end...]
        }
        rest = rest.drop { $0 == SyslogScan.blank }
        return true
    }

    private func endOfElement() -> Int? {
        var isQuoted = false
        var index = rest.startIndex
        while index < rest.endIndex {
            switch rest[index] {
            case UInt8(ascii: "\\") where isQuoted: index += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "]") where !isQuoted: return index + 1
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The time of an old header: three or four words that begin with a month, or one in RFC 3339's form. Counters that
    /// devices put in front (`29: `) and marks of a clock that is not set (`*`, `.`) are passed.
    mutating func timestamp() -> String? {
        skipCounter()
        let mark = self
        if let first = rest.first, first == UInt8(ascii: "*") || first == UInt8(ascii: ".") { rest = rest.dropFirst() }
        guard let first = word() else { return nil }
        if EventTime.isMonth(first), let day = word(), let clock = word() {
            if clock.utf8.count == 4, !clock.contains(":"), let time = word() { return "\(first) \(day) \(clock) \(bare(time))" }
            return "\(first) \(day) \(bare(clock))"
        }
        if Timestamp(first) != nil { return first }
        self = mark
        return nil
    }

    private mutating func skipCounter() {
        let digits = rest.prefix { (48...57).contains($0) }
        let after = rest[digits.endIndex...]
        if !digits.isEmpty, after.starts(with: [UInt8(ascii: ":"), SyslogScan.blank]) { rest = after.dropFirst(2) }
    }

    private func bare(_ clock: String) -> String { clock.hasSuffix(":") ? String(clock.dropLast()) : clock }

    /// Whether what follows can only be the message: JSON, CEF or LEEF, whose beginning looks like a tag.
    var isAtMessage: Bool {
        let next = rest.drop { $0 == SyslogScan.blank }
        return next.first == UInt8(ascii: "{") || next.starts(with: Array("CEF:".utf8)) || next.starts(with: Array("LEEF:".utf8))
    }

    /// Some devices write a colon of its own behind their name.
    mutating func skipLoneColon() {
        let next = rest.drop { $0 == SyslogScan.blank }
        if next.starts(with: [UInt8(ascii: ":"), SyslogScan.blank]) { rest = next.dropFirst(2) }
    }

    /// `name:` or `name[id]:`; `nil` where the message has no tag.
    mutating func tag() -> (program: String, process: String)? {
        let start = rest.drop { $0 == SyslogScan.blank }
        let name = start.prefix(48).prefix { $0 > 0x20 && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "[") && $0 < 0x7f }
        guard !name.isEmpty else { return nil }
        var (after, process) = (start[name.endIndex...], "")
        if after.first == UInt8(ascii: "[") {
            guard let end = after.prefix(64).firstIndex(of: UInt8(ascii: "]")) else { return nil }
            process = String(decoding: after[..<end].dropFirst(), as: UTF8.self)
            after = after[(end + 1)...]
        }
        guard after.first == UInt8(ascii: ":") else { return nil }
        rest = after.dropFirst().drop { $0 == SyslogScan.blank }
        return (String(decoding: name, as: UTF8.self), process)
    }

    /// Passes a byte order mark, and the cookie that announces JSON.
    mutating func skipMark() {
        skipBlanks()
        if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
        let cookie = Array("@cee:".utf8)
        if rest.starts(with: cookie) { rest = rest.dropFirst(cookie.count) }
        skipBlanks()
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 == SyslogScan.blank } }
}
