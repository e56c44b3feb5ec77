/// Why a text is not the JSON that was expected, and at which byte.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Kind: Hashable, Sendable {
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case trailingContent
        case tooDeep(limit: Int)
        case tooLarge(limit: Int)
        case badNumber
        case badEscape
        case controlCharacter
        case invalidUTF8
    }

    public var kind: Kind
    /// Offset in bytes from the start of the record.
    public var offset: Int

    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    public var description: String {
        "\(reason) at byte \(offset)"
    }

    private var reason: String {
        switch kind {
        case .unexpectedEnd: "the JSON ends too early"
        case .unexpectedByte(let byte) where byte >= 0x21 && byte < 0x7f:
            "unexpected '\(Character(Unicode.Scalar(byte)))' in JSON"
        case .unexpectedByte(let byte): "unexpected byte 0x\(String(byte, radix: 16)) in JSON"
        case .trailingContent: "more text after the end of the JSON value"
        case .tooDeep(let limit): "the JSON is nested deeper than \(limit) levels"
        case .tooLarge(let limit): "the JSON is larger than \(limit) bytes"
        case .badNumber: "malformed number in JSON"
        case .badEscape: "malformed escape in a JSON string"
        case .controlCharacter: "unescaped control character in a JSON string"
        case .invalidUTF8: "invalid UTF-8"
        }
    }
}
