import Primitives

/// Finds where a JSON value ends, in bytes that arrive piece by piece. It follows brackets, strings and the order of
/// keys, colons and commas, which is enough to notice that a line was cut off and the next one began; what stands in
/// strings and numbers is left to whoever reads the record.
struct JSONBoundary: Sendable {
    enum Outcome: Equatable {
        /// The value goes on past the bytes that there are.
        case unfinished
        /// One past its last byte.
        case end(Int)
        case broken(at: Int, JSONError.Kind)
    }

    private enum Expected: Sendable {
        case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd
    }

    private enum Inside: Sendable {
        case nothing, string, escape, scalar
    }

    private var expected = Expected.value
    private var inside = Inside.nothing
    private var isKey = false
    /// One bit a level, the innermost lowest: 1 for an object.
    private var levels: (high: UInt64, low: UInt64) = (0, 0)
    private var depth = 0

    /// Looks at the bytes from `start` on; to be called again with more bytes, from where these end.
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Outcome {
        var index = start
        while index < bytes.count {
            if inside == .string {
                index += JSONString.plainRun(bytes, from: index)
                guard index < bytes.count else { return .unfinished }
            }
            let byte = bytes[index]
            switch inside {
            case .string:
                if byte == UInt8(ascii: "\"") {
                    inside = .nothing
                    if endToken() { return .end(index + 1) }
                } else if byte == UInt8(ascii: "\\") {
                    inside = .escape
                } else if byte < 0x20 {
                    return .broken(at: index, .controlCharacter)
                }
            case .escape:
                if byte < 0x20 { return .broken(at: index, .controlCharacter) }
                inside = .string
            case .scalar:
                if !JSONBoundary.isScalar(byte) {
                    inside = .nothing
                    if endToken() { return .end(index) }
                    continue
                }
            case .nothing:
                if let outcome = token(byte, at: index) { return outcome }
            }
            index += 1
        }
        return .unfinished
    }

    /// A byte outside strings and numbers; the outcome where it decides one.
    private mutating func token(_ byte: UInt8, at index: Int) -> Outcome? {
        switch byte {
        case 0x20, 0x09, 0x0a, 0x0d: return nil
        case UInt8(ascii: "\""):
            guard expectsValue || expectsKey else { break }
            isKey = expectsKey
            inside = .string
            return nil
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard expectsValue else { break }
            guard depth < JSONDocument.maximumDepth else {
                return .broken(at: index, .tooDeep(limit: JSONDocument.maximumDepth))
            }
            open(isObject: byte == UInt8(ascii: "{"))
            return nil
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            let isObject = byte == UInt8(ascii: "}")
            guard depth > 0, isObject == isInObject,
                expected == .commaOrEnd || expected == (isObject ? .keyOrEnd : .valueOrEnd)
            else { break }
            close()
            return endToken() ? .end(index + 1) : nil
        case UInt8(ascii: ":"):
            guard expected == .colon else { break }
            expected = .value
            return nil
        case UInt8(ascii: ","):
            guard expected == .commaOrEnd else { break }
            expected = isInObject ? .key : .value
            return nil
        default:
            guard expectsValue, JSONBoundary.isScalar(byte) else { break }
            (inside, isKey) = (.scalar, false)
            return nil
        }
        return .broken(at: index, .unexpectedByte(byte))
    }

    private var expectsValue: Bool { expected == .value || expected == .valueOrEnd }
    private var expectsKey: Bool { expected == .key || expected == .keyOrEnd }
    private var isInObject: Bool { levels.low & 1 == 1 }

    /// A key or a value is over; whether it was the whole.
    private mutating func endToken() -> Bool {
        expected = isKey ? .colon : .commaOrEnd
        isKey = false
        return depth == 0
    }

    private mutating func open(isObject: Bool) {
        levels = (levels.high << 1 | levels.low >> 63, levels.low << 1 | (isObject ? 1 : 0))
        depth += 1
        expected = isObject ? .keyOrEnd : .valueOrEnd
    }

    private mutating func close() {
        levels = (levels.high >> 1, levels.low >> 1 | levels.high << 63)
        depth -= 1
    }

    private static func isScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
