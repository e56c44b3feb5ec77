/// A count that is halved with every epoch that passes: what was usual long ago is forgotten slowly.
struct Fading: Checkpointed {
    private(set) var value: Int32 = 0
    private(set) var epoch: Int32 = 0

    var isEmpty: Bool { value == 0 }

    /// What is left of the count in an epoch, counted in whole `CorrelationPolicy.memory`.
    func count(in now: Int32) -> Int { Int(value >> min(max(0, now - epoch), 31)) }

    mutating func add(in now: Int32) {
        value = Int32(count(in: now)) + 1
        epoch = max(epoch, now)
    }

    /// One less than was counted.
    mutating func takeBack(in now: Int32) {
        value = Int32(max(0, count(in: now) - 1))
        epoch = max(epoch, now)
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&value)
        try coder.code(&epoch)
    }
}
