/// A 128-bit digest of content, the same in every process and on every machine.
///
/// Two 64-bit FNV-1a streams with a final mix. It tells records apart; it is not made to withstand somebody who builds
/// collisions on purpose, and nothing that must (audit chain, tokens) uses it.
public struct Fingerprint: Hashable, Sendable, Comparable {
    public var high: UInt64 = 0xcbf2_9ce4_8422_2325
    public var low: UInt64 = 0x6c62_272e_07bb_0142

    @inlinable
    public init() {}

    /// Adds bytes. Where several fields go in, `separate()` between them keeps `ab`+`c` apart from `a`+`bc`.
    @inlinable
    public mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte) }
    }

    @inlinable
    public mutating func add(_ byte: UInt8) {
        high = (high ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        low = (low &+ UInt64(byte) &+ 0x9e37_79b9) &* 0xff51_afd7_ed55_8ccd
        low ^= low >> 29
    }

    @inlinable
    public mutating func separate() {
        add(0xff)
        add(0x1f)
    }

    /// The digest as 32 hexadecimal digits.
    public var text: String {
        func digits(_ word: UInt64) -> String {
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }
        return digits(Fingerprint.mix(high ^ low)) + digits(Fingerprint.mix(low))
    }

    private static func mix(_ word: UInt64) -> UInt64 {
        var word = (word ^ word >> 33) &* 0xc4ce_b9fe_1a85_ec53
        word ^= word >> 29
        return word
    }

    public static func < (left: Fingerprint, right: Fingerprint) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
