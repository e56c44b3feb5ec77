/// What is known of one detector on one anchor.
struct PairHistory: Checkpointed {
    var detector: Int32 = 0
    var anchor: Int32 = 0
    /// Runs so far.
    var episodes = Fading()
    /// Whether they begin on schedule.
    var weekly = Weekly()
    var last: Int64 = 0
    var run = Run()
    var holding: IncidentNumber = 0
    /// Bits of the run that is going on, when it is rare.
    var bits = 0.0
    /// Bursts of a few seconds, and the devices that fired in step with them.
    var bursts: Int32 = 0
    var companions: [Companion] = []
    /// Where people moved such alerts, and what they took them out of.
    var mustLink: IncidentNumber = 0
    var cannotLink: [IncidentNumber] = []

    static func key(_ detector: Int32, _ anchor: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: detector)) << 32 | UInt64(UInt32(bitPattern: anchor))
    }

    var key: UInt64 { PairHistory.key(detector, anchor) }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&detector)
        try coder.code(&anchor)
        try episodes.code(with: &coder)
        try weekly.code(with: &coder)
        try coder.code(&last)
        try run.code(with: &coder)
        try coder.code(&holding)
        try coder.code(&bits)
        try coder.code(&bursts)
        try coder.code(&companions)
        try coder.code(&mustLink)
        try coder.code(&cannotLink)
    }
}

/// A device that fires the same detector within the same second.
struct Companion: Checkpointed {
    var anchor: Int32 = 0
    var hits: Int32 = 0
    /// The burst that was counted last.
    var burst: Int32 = 0
    /// In which half minutes of ten: what only ever coincides at round times is two schedules, not one event.
    var moments: UInt32 = 0

    var isScheduled: Bool { moments.nonzeroBitCount <= 2 }

    mutating func note(_ time: Int64) {
        hits += 1
        moments |= 1 << UInt32(time % (10 * CorrelationPolicy.minute) / (30 * CorrelationPolicy.second))
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&anchor)
        try coder.code(&hits)
        try coder.code(&burst)
        try coder.code(&moments)
    }
}
