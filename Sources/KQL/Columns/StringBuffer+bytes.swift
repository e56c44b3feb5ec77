#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Strings as bytes, without copies, while a buffer is borrowed.
struct BorrowedStrings {
    let bytes: UnsafeBufferPointer<UInt8>
    let offsets: UnsafeBufferPointer<Int>

    @inline(__always)
    subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = offsets[index]
        return UnsafeBufferPointer(rebasing: bytes[start..<offsets[index + 1]])
    }
}

extension StringBuffer {
    /// The strings of a column; none for a column of another type.
    static func of(_ column: Column) -> StringBuffer {
        if case .strings(let buffer) = column.storage { buffer } else { StringBuffer() }
    }

    @inline(__always)
    func withBytes<R>(_ body: (BorrowedStrings) throws -> R) rethrows -> R {
        try bytes.withUnsafeBufferPointer { bytes in
            try offsets.withUnsafeBufferPointer { offsets in try body(BorrowedStrings(bytes: bytes, offsets: offsets)) }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    @inline(__always)
    func isEqual(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard let left = baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, count) == 0
    }

    var text: String { String(decoding: self, as: UTF8.self) }
}
