#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Bytes in place. They live as long as the record is read.
typealias Bytes = UnsafeBufferPointer<UInt8>

/// A field of a record: its name, and its value without quotes and escapes.
struct Field {
    enum Kind: UInt8 {
        case text, number, truth, null
        /// An object or array, as JSON.
        case json
    }

    var name: Bytes
    var value: Bytes
    var kind: Kind
    /// The name's number in `FieldNames`; -1 for a name that the format does not know.
    var slot: Int
    /// Whether it stood inside an object of event data, and not at the record's top.
    var isInside: Bool
    /// Whether it belongs to what a shipper put around the event.
    var isFrame = false
    /// Whether a column has it already.
    var isUsed = false
}

extension Bytes {
    /// The bytes of a literal.
    @inline(__always)
    init(_ text: StaticString) { self.init(start: text.utf8Start, count: text.utf8CodeUnitCount) }

    @inline(__always)
    func equals(_ other: Bytes) -> Bool {
        guard count == other.count, let own = baseAddress, let base = other.baseAddress else { return isEmpty && other.isEmpty }
        return own == base || memcmp(own, base, count) == 0
    }

    /// Whether the bytes are this text of lower case, whatever their own case is.
    @inline(__always)
    func equals(lowercase other: Bytes) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index].asciiLowercase != other[index] { return false }
        return true
    }

    @inline(__always)
    func equals(_ text: StaticString) -> Bool { equals(Bytes(text)) }

    func hasPrefix(_ text: StaticString) -> Bool {
        let other = Bytes(text)
        return count >= other.count && part(0, other.count).equals(other)
    }

    /// The bytes from one place to before another.
    @inline(__always)
    func part(_ start: Int, _ end: Int) -> Bytes { Bytes(rebasing: self[start..<end]) }

    @inline(__always)
    func from(_ start: Int) -> Bytes { part(start, count) }

    /// The bytes without blanks around them.
    var trimmed: Bytes {
        var (start, end) = (0, count)
        while start < end, self[start] <= 0x20 { start += 1 }
        while end > start, self[end - 1] <= 0x20 { end -= 1 }
        return part(start, end)
    }

    var text: String { String(decoding: self, as: UTF8.self) }

    /// Where the bytes of a text first stand, at or behind a place.
    func find(_ text: StaticString, from start: Int = 0) -> Int? { find(Bytes(text), from: start) }

    func find(_ other: Bytes, from start: Int = 0) -> Int? {
        guard let first = other.first, count >= other.count, start <= count - other.count else { return nil }
        for index in start...(count - other.count) where self[index] == first && part(index, index + other.count).equals(other) {
            return index
        }
        return nil
    }
}

extension UInt8 {
    @inline(__always)
    var asciiLowercase: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    @inline(__always)
    var asciiUppercase: UInt8 { self &- 0x61 < 26 ? self & ~0x20 : self }

    @inline(__always)
    var isDigit: Bool { self &- 0x30 < 10 }
}
