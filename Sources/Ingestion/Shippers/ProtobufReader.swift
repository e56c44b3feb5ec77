/// Reads the fields of one protobuf message from bytes, one after the other, without knowing its definition. What is nested
/// is given as a range, so nothing is copied and nothing recurses here.
public struct ProtobufReader: Sendable {
    /// A field as it stands on the wire.
    public enum Value: Hashable, Sendable {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        /// A text, bytes or a message, by its place in the bytes at hand.
        case range(Range<Int>)
    }

    public struct Field: Hashable, Sendable {
        public var number: Int
        public var value: Value
    }

    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    /// - Parameter range: where the message stands; all of the bytes where it is not given.
    public init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
        let range = range ?? bytes.indices
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The next field; `nil` at the end of the message.
    public mutating func next() throws(ProtobufError) -> Field? {
        guard position < end else { return nil }
        let start = position
        let tag = try varint()
        let number = Int(truncatingIfNeeded: tag >> 3)
        guard number > 0, tag <= UInt64(UInt32.max) else { throw .badField(offset: start) }
        switch tag & 7 {
        case 0: return Field(number: number, value: .varint(try varint()))
        case 1: return Field(number: number, value: .fixed64(try fixed(8)))
        case 2:
            let length = try varint()
            guard length <= UInt64(end - position) else { throw .truncated(offset: start) }
            defer { position += Int(length) }
            return Field(number: number, value: .range(position..<position + Int(length)))
        case 5: return Field(number: number, value: .fixed32(UInt32(truncatingIfNeeded: try fixed(4))))
        // Groups, which no message of today has.
        default: throw .badField(offset: start)
        }
    }

    /// Seven bits a byte, the lowest first, at most ten bytes.
    private mutating func varint() throws(ProtobufError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 70, by: 7) {
            guard position < end else { throw .truncated(offset: position) }
            let byte = bytes[position]
            position += 1
            guard shift < 63 || byte <= 1 else { throw .badNumber(offset: position - 1) }
            value |= UInt64(byte & 0x7f) << UInt64(shift)
            if byte < 0x80 { return value }
        }
        throw .badNumber(offset: position)
    }

    private mutating func fixed(_ count: Int) throws(ProtobufError) -> UInt64 {
        guard end - position >= count else { throw .truncated(offset: position) }
        defer { position += count }
        return (0..<count).reduce(0) { $0 | UInt64(bytes[position + $1]) << UInt64(8 * $1) }
    }
}

/// Why bytes are no protobuf message.
public enum ProtobufError: Error, Hashable, Sendable, CustomStringConvertible {
    case truncated(offset: Int)
    case badNumber(offset: Int)
    case badField(offset: Int)

    public var description: String {
        switch self {
        case .truncated(let offset): "the message ends too early, at byte \(offset)"
        case .badNumber(let offset): "a number of more than 64 bits at byte \(offset)"
        case .badField(let offset): "no field of a message at byte \(offset)"
        }
    }
}

/// Writes protobuf messages as small as answers are.
public struct ProtobufWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public mutating func write(_ number: Int, varint value: UInt64) {
        append(UInt64(number) << 3)
        append(value)
    }

    public mutating func write(_ number: Int, bytes content: some Collection<UInt8>) {
        append(UInt64(number) << 3 | 2)
        append(UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    private mutating func append(_ value: UInt64) {
        var value = value
        while value > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }
}
