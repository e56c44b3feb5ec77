/// Reads what Python prints of a dictionary (`{'a': "it's", 'b': [True, None]}`), as some clients send it in place of JSON.
///
/// The grammar is that of `repr` over dictionaries with text keys, lists, tuples, text, numbers, `True`, `False` and `None`;
/// anything else is an error at its byte. JSON's own grammar is not read here.
public struct PythonLiteral {
    /// How deep values may be nested.
    public static let maximumDepth = 64

    private let bytes: [UInt8]
    private var position = 0

    /// - Throws: `JSONError` with the offset of what cannot be read.
    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        let invalid = bytes.withUnsafeBufferPointer(firstInvalidUTF8)
        guard invalid == bytes.count else { throw JSONError(.invalidUTF8, at: invalid) }
        var reader = PythonLiteral(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipWhiteSpace()
        guard reader.position == bytes.count else { throw JSONError(.trailingContent, at: reader.position) }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipWhiteSpace() {
        while let byte = next, [0x20, 0x0a, 0x0d, 0x09].contains(byte) { position += 1 }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        skipWhiteSpace()
        guard let byte = next else { throw JSONError(.unexpectedEnd, at: position) }
        guard depth < PythonLiteral.maximumDepth else {
            throw JSONError(.tooDeep(limit: PythonLiteral.maximumDepth), at: position)
        }
        switch byte {
        case UInt8(ascii: "{"): return try dictionary(depth: depth)
        case UInt8(ascii: "["): return .array(try list(closing: UInt8(ascii: "]"), depth: depth))
        case UInt8(ascii: "("): return .array(try list(closing: UInt8(ascii: ")"), depth: depth))
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try text(quote: byte))
        default: return try word()
        }
    }

    private mutating func dictionary(depth: Int) throws(JSONError) -> JSONValue {
        var members: [JSONObject.Member] = []
        position += 1
        while try !closes(UInt8(ascii: "}")) {
            guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { throw unexpected }
            let name = try text(quote: quote)
            skipWhiteSpace()
            guard next == UInt8(ascii: ":") else { throw unexpected }
            position += 1
            members.append(JSONObject.Member(name: name, value: try value(depth: depth + 1)))
            try separate(UInt8(ascii: "}"))
        }
        return .object(JSONObject(members))
    }

    private mutating func list(closing bracket: UInt8, depth: Int) throws(JSONError) -> [JSONValue] {
        var values: [JSONValue] = []
        position += 1
        while try !closes(bracket) {
            values.append(try value(depth: depth + 1))
            try separate(bracket)
        }
        return values
    }

    private mutating func closes(_ bracket: UInt8) throws(JSONError) -> Bool {
        skipWhiteSpace()
        guard let byte = next else { throw JSONError(.unexpectedEnd, at: position) }
        if byte == bracket { position += 1 }
        return byte == bracket
    }

    /// A comma, or what closes the list, which is left for the next look.
    private mutating func separate(_ bracket: UInt8) throws(JSONError) {
        skipWhiteSpace()
        if next == UInt8(ascii: ",") { position += 1 } else if next != bracket { throw unexpected }
    }

    private var unexpected: JSONError {
        next.map { JSONError(.unexpectedByte($0), at: position) } ?? JSONError(.unexpectedEnd, at: position)
    }

    private mutating func word() throws(JSONError) -> JSONValue {
        let start = position
        while let byte = next, byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte &- 48 < 10 || "+-._".utf8.contains(byte) {
            position += 1
        }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "True": return .bool(true)
        case "False": return .bool(false)
        case "None": return .null
        default: break
        }
        let digits = word.drop { $0 == "-" }
        guard let first = digits.utf8.first, first &- 48 < 10, !digits.utf8.contains(UInt8(ascii: "_")) else {
            position = start
            throw unexpected
        }
        if let whole = Int64(word) { return .integer(whole) }
        guard let number = Double(word), number.isFinite, !word.lowercased().contains("x") else {
            throw JSONError(.badNumber, at: start)
        }
        return .number(number)
    }

    private mutating func text(quote: UInt8) throws(JSONError) -> String {
        var text: [UInt8] = []
        position += 1
        while let byte = next {
            position += 1
            if byte == quote { return String(decoding: StreamSafe.bytes(text) ?? text, as: UTF8.self) }
            guard byte != UInt8(ascii: "\n") else { throw JSONError(.controlCharacter, at: position - 1) }
            if byte == UInt8(ascii: "\\") { text += try escape() } else { text.append(byte) }
        }
        throw JSONError(.unexpectedEnd, at: position)
    }

    /// What stands for an escape, the reader being behind its backslash.
    private mutating func escape() throws(JSONError) -> [UInt8] {
        let start = position - 1
        guard let byte = next else { throw JSONError(.unexpectedEnd, at: position) }
        position += 1
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): return [byte]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "x"): return try scalar(digits: 2, from: start)
        case UInt8(ascii: "u"): return try scalar(digits: 4, from: start)
        case UInt8(ascii: "U"): return try scalar(digits: 8, from: start)
        default: throw JSONError(.badEscape, at: start)
        }
    }

    /// A half of a surrogate pair stands for no character and becomes U+FFFD.
    private mutating func scalar(digits: Int, from start: Int) throws(JSONError) -> [UInt8] {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = next.flatMap(hexadecimalDigit) else { throw JSONError(.badEscape, at: start) }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return Array(String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8)
    }
}
