internal import Primitives

/// A word or sign of a filter.
struct FilterToken: Hashable {
    enum Kind: Hashable {
        /// A name, a keyword or a qualified name.
        case word(String)
        case literal(FilterLiteral.Value)
        case open, close, comma, slash, colon
        case end
    }

    var kind: Kind
    /// Where it begins, in characters (Unicode scalars) from 1.
    var position: Int

    /// How an error names it.
    var title: String {
        switch kind {
        case .word(let text): "'\(text)'"
        case .literal(let value): FilterLiteral(value).text
        case .open: "'('"
        case .close: "')'"
        case .comma: "','"
        case .slash: "'/'"
        case .colon: "':'"
        case .end: "the end"
        }
    }
}

/// Cuts the bytes of a filter into tokens.
struct FilterLexer {
    private let bytes: [UInt8]
    private var index = 0
    /// Characters before the token that is being read, and the bytes that they took.
    private var counted = (characters: 0, bytes: 0)

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func next() throws(ODataError) -> FilterToken {
        while index < bytes.count, FilterLexer.isBlank(bytes[index]) { index += 1 }
        for byte in bytes[counted.bytes..<index] where byte & 0xc0 != 0x80 { counted.characters += 1 }
        counted.bytes = index
        return FilterToken(kind: try kind(), position: position)
    }

    private var position: Int { counted.characters + 1 }

    private mutating func kind() throws(ODataError) -> FilterToken.Kind {
        guard index < bytes.count else { return .end }
        let byte = bytes[index]
        if let sign = FilterLexer.sign(byte) {
            index += 1
            return sign
        }
        if byte == UInt8(ascii: "'") { return .literal(.string(try quoted())) }
        if FilterLexer.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") { return .literal(try value()) }
        guard FilterLexer.isWord(byte) else {
            let character = String(decoding: bytes[index...], as: UTF8.self).first ?? " "
            throw FilterLexer.error("'\(character)' does not belong here", at: position)
        }
        return try word()
    }

    /// A name; with a quote right behind it a literal with its type before it (`datetime'2026-11-01'`), and with a hyphen
    /// in it a GUID.
    private mutating func word() throws(ODataError) -> FilterToken.Kind {
        let start = index
        while index < bytes.count, FilterLexer.isWord(bytes[index]) { index += 1 }
        if index < bytes.count, bytes[index] == UInt8(ascii: "'") {
            return .literal(.string(try quoted()))
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") {
            index = start
            return .literal(try value())
        }
        return .word(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func quoted() throws(ODataError) -> String {
        index += 1
        var text: [UInt8] = []
        while index < bytes.count {
            if bytes[index] != UInt8(ascii: "'") {
                text.append(bytes[index])
                index += 1
            } else if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "'") {
                text.append(UInt8(ascii: "'"))
                index += 2
            } else {
                index += 1
                return String(decoding: text, as: UTF8.self)
            }
        }
        throw FilterLexer.error("the text that begins here is not closed; a quote inside it is written twice", at: position)
    }

    /// A number, a time or a GUID without quotes.
    private mutating func value() throws(ODataError) -> FilterLiteral.Value {
        let start = index
        while index < bytes.count, FilterLexer.isValue(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if let whole = Int64(text) { return .integer(whole) }
        if let time = zoned(text) ?? Timestamp(text) ?? FilterLexer.date(text) { return .time(time) }
        if FilterLexer.isGUID(text) { return .string(text) }
        if let number = Double(text), number.isFinite { return .number(number) }
        throw FilterLexer.error("'\(text)' is no number and no time; texts stand in quotes", at: position)
    }

    /// A time whose zone was sent as it is: its `+` reads as a blank in an address (`2026-11-01T08:00:00 00:00`).
    private mutating func zoned(_ text: String) -> Timestamp? {
        let zone = bytes[index...].prefix(6)
        guard text.utf8.count >= 16, zone.first == UInt8(ascii: " "), zone.dropFirst(3).first == UInt8(ascii: ":"),
            !FilterLexer.isValue(bytes.dropFirst(index + 6).first ?? UInt8(ascii: " ")),
            let time = Timestamp(text + "+" + String(decoding: zone.dropFirst(), as: UTF8.self))
        else { return nil }
        index += 6
        return time
    }

    static func error(_ message: String, at position: Int) -> ODataError {
        ODataError("$filter", message, at: position)
    }
}

extension FilterLexer {
    private static func sign(_ byte: UInt8) -> FilterToken.Kind? {
        switch byte {
        case UInt8(ascii: "("): .open
        case UInt8(ascii: ")"): .close
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: "/"): .slash
        case UInt8(ascii: ":"): .colon
        default: nil
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    /// What names are made of, `@odata.type` and `$count` among them.
    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "$"), 0x80...0xff: true
        default: false
        }
    }

    private static func isValue(_ byte: UInt8) -> Bool {
        isWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ":")
    }

    /// A day with a zone but no time (`2018-08-01Z`), as some documentation writes it.
    private static func date(_ text: String) -> Timestamp? {
        text.hasSuffix("Z") && text.utf8.count == 11 ? Timestamp(String(text.dropLast())) : nil
    }

    private static func isGUID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.utf8.allSatisfy { hexadecimalDigit($0) != nil } }
    }
}
