/// How often something happened, halved with every `CorrelationPolicy.memory` that passes; what happens at once counts once.
struct Occasions: Checkpointed {
    private var count = Fading()
    private var last: Int64 = 0

    /// It happens; answers how often it had before.
    /// - Parameter gap: what is no further from the last time is the same occasion.
    mutating func note(at time: Int64, epoch: Int32, within gap: Int64) -> Int {
        let before = count.count(in: epoch)
        if count.isEmpty || abs(time - last) > gap { count.add(in: epoch) }
        last = max(last, time)
        return before
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try count.code(with: &coder)
        try coder.code(&last)
    }
}
