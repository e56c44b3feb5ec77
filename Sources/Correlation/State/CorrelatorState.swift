/// Everything the correlator remembers: a plain value.
struct CorrelatorState: Checkpointed {
    /// The earliest and the latest time seen.
    var start: Int64 = 0
    var now: Int64 = 0
    /// The time up to which what is over was dropped.
    var sweptAt: Int64 = 0
    var pairs = Table<PairHistory>()
    var anchors = Table<AnchorHistory>()
    var detectors = Table<DetectorHistory>()
    var entities = Table<EntityHistory>()
    var products = Table<ProductHistory>()
    var sites = Sites()
    var aliases = Aliases()
    var lessons = Table<Lesson>()
    /// By number, from 1.
    var incidents: [IncidentState] = []
    var holdings = 0
    /// Anchors with a strong session, the latest last.
    var strong: [Int32] = []
    /// What was said last, that another product may repeat.
    var tellings: [Telling] = []

    static let strongLimit = 64

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&start)
        try coder.code(&now)
        try coder.code(&sweptAt)
        try pairs.code(with: &coder)
        try anchors.code(with: &coder)
        try detectors.code(with: &coder)
        try entities.code(with: &coder)
        try products.code(with: &coder)
        try sites.code(with: &coder)
        try aliases.code(with: &coder)
        try lessons.code(with: &coder)
        try coder.code(&incidents)
        try coder.code(&holdings)
        try coder.code(&strong)
        try coder.code(&tellings)
    }

    /// A stream begins, or begins anew: what was silent for longer than the memory showed nothing of its habits.
    mutating func begin(at time: Int64) {
        start = time
        products.removeAll { _ in true }
    }

    /// Drops what was not seen within the memory; of entities seen in one episode only, what no longer joins.
    mutating func sweep(_ policy: CorrelationPolicy) {
        sweptAt = now
        let horizon = now - policy.memory
        let recent = now - policy.strongEntityGap
        pairs.removeAll { $0.last < horizon && $0.mustLink == 0 && $0.cannotLink.isEmpty }
        anchors.removeAll { $0.last < horizon }
        entities.removeAll { ($0.mentions.last?.time ?? 0) < ($0.episodes > 1 ? horizon : recent) }
    }
}
