/// Which rows of a column have a value, a bit each.
public struct Bitmap: Hashable, Sendable {
    private(set) var words: [UInt64]
    public private(set) var count: Int

    public init(repeating flag: Bool = true, count: Int) {
        words = Array(repeating: flag ? .max : 0, count: (count + 63) / 64)
        self.count = count
    }

    /// Bits as they lie elsewhere, the lowest first.
    public init(words: UnsafeBufferPointer<UInt64>, count: Int) {
        self.words = Array(words)
        self.count = count
    }

    /// Whether every row has a value.
    public var isFull: Bool {
        let (full, rest) = (count >> 6, count & 63)
        return words.prefix(full).allSatisfy { $0 == .max } && (rest == 0 || words[full] | UInt64.max << UInt64(rest) == .max)
    }

    @inlinable
    public subscript(index: Int) -> Bool {
        get { bit(index) }
        set { setBit(index, newValue) }
    }

    @usableFromInline
    func bit(_ index: Int) -> Bool { words[index >> 6] >> UInt64(index & 63) & 1 == 1 }

    @usableFromInline
    mutating func setBit(_ index: Int, _ flag: Bool) {
        let mask: UInt64 = 1 << UInt64(index & 63)
        if flag { words[index >> 6] |= mask } else { words[index >> 6] &= ~mask }
    }

    public mutating func append(_ flag: Bool) {
        if count & 63 == 0 { words.append(0) }
        count += 1
        setBit(count - 1, flag)
    }
}
