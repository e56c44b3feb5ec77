/// SplitMix64: the same numbers from the same seed, on every machine. A test that fails prints its seed.
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    public mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

    /// Few of the numbers below the bound come up often, as hosts and rules do.
    public mutating func skewed(below bound: Int) -> Int {
        let unit = Double.random(in: 0..<1, using: &self)
        return min(bound - 1, Int(Double(bound) * unit * unit * unit))
    }
}
