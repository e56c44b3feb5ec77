/// What strings of JSON are made of.
public enum JSONString {
    /// How many bytes from a place on need no look of their own: up to a quote, a backslash or a control character, or to the
    /// end. They are passed eight at a time.
    @inlinable
    public static func plainRun(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let raw = UnsafeRawPointer(base)
        var index = start
        while index + 8 <= bytes.count {
            let stops = stops(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            if stops != 0 { return index + stops.trailingZeroBitCount >> 3 - start }
            index += 8
        }
        while index < bytes.count, bytes[index] >= 0x20, bytes[index] != 0x22, bytes[index] != 0x5c { index += 1 }
        return index - start
    }

    /// Whether any of eight bytes ends such a run; the lowest bit that is set marks the first of them.
    @inlinable
    static func stops(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* 0x22)
        let slashes = word ^ (ones &* 0x5c)
        let found = (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (word &- ones &* 0x20) & ~word
        return found & (ones &* 0x80)
    }
}
