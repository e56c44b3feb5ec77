/// The stages of the kill chain that an incident's alerts claim, each with the bits of the rarest that claims it.
///
/// An alert that claims several stages shares its bits among them: who claims everything says little. So noise that is
/// tagged with many techniques stays low, however often it comes.
struct Stages: Checkpointed {
    /// By tactic, in kill-chain order; as long as the last one that was claimed.
    private var bits: [Double] = []
    private var claimed: UInt32 = 0

    var count: Int { claimed.nonzeroBitCount }

    mutating func note(_ tactics: UInt32, bits weight: Double) {
        guard tactics != 0 else { return }
        let share = max(0, weight) / Double(tactics.nonzeroBitCount)
        for tactic in 0..<32 where tactics & 1 << UInt32(tactic) != 0 { raise(tactic, to: share) }
    }

    mutating func add(_ other: Stages) {
        for tactic in other.bits.indices where other.claimed & 1 << UInt32(tactic) != 0 {
            raise(tactic, to: other.bits[tactic])
        }
    }

    private mutating func raise(_ tactic: Int, to weight: Double) {
        while bits.count <= tactic { bits.append(0) }
        bits[tactic] = max(bits[tactic], weight)
        claimed |= 1 << UInt32(tactic)
    }

    /// The bits of all stages but the one that has most: what the attack has gone through beyond one step.
    func progression(limit: Double) -> Double {
        let limited = bits.map { min($0, limit) }
        return limited.reduce(0, +) - (limited.max() ?? 0)
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&bits)
        try coder.code(&claimed)
    }
}
