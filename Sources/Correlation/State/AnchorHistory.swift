/// What is known of one anchor: a device, mailbox, account.
struct AnchorHistory: Checkpointed {
    var id: Int32 = 0
    var first: Int64 = 0
    var last: Int64 = 0
    /// The detectors seen here, up to `vocabularyLimit`.
    var detectors: [Int32] = []
    var product: Int32 = 0
    var hasManyProducts = false
    /// The latest sessions, by their start.
    var sessions: [Session] = []
    /// Detectors whose runs were put on hold lately: a session that turns out strong claims them back.
    var held: [Int32] = []
    /// The incident of the beacon that beats here, and when it last did.
    var beacon: IncidentID = 0
    var lastBeat: Int64 = 0

    static let vocabularyLimit = 16
    static let sessionLimit = 6
    static let heldLimit = 16

    mutating func note(detector: Int32, product: Int32, at time: Int64) {
        last = max(last, time)
        if self.product == 0 { self.product = product }
        if self.product != product { hasManyProducts = true }
        if detectors.count < AnchorHistory.vocabularyLimit, !detectors.contains(detector) { detectors.append(detector) }
    }

    mutating func hold(_ detector: Int32) {
        held.removeAll { $0 == detector }
        if held.count == AnchorHistory.heldLimit { held.removeFirst() }
        held.append(detector)
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&id)
        try coder.code(&first)
        try coder.code(&last)
        try coder.code(&detectors)
        try coder.code(&product)
        try coder.code(&hasManyProducts)
        try coder.code(&sessions)
        try coder.code(&held)
        try coder.code(&beacon)
        try coder.code(&lastBeat)
    }
}

/// Rare alerts of one anchor without a long pause.
struct Session: Checkpointed {
    /// The first and the last rare alert.
    var first: Int64 = 0
    var last: Int64 = 0
    var incident: IncidentID = 0
    var evidence = Evidence()
    /// Devices of unknown relation that fired rare detectors within the same second, one entry for each detector.
    var inStep: [Int32] = []

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&first)
        try coder.code(&last)
        try coder.code(&incident)
        try evidence.code(with: &coder)
        try coder.code(&inStep)
    }
}

/// Distinct detectors with their bits: a flood is one entry.
struct Evidence: Checkpointed {
    private(set) var detectors: [Int32] = []
    private(set) var weights: [Double] = []
    private(set) var bits = 0.0

    static let limit = 128

    mutating func add(_ detector: Int32, bits weight: Double) {
        if let index = detectors.firstIndex(of: detector) {
            bits += max(0, weight - weights[index])
            weights[index] = max(weights[index], weight)
        } else if detectors.count < Evidence.limit {
            detectors.append(detector)
            weights.append(weight)
            bits += weight
        }
    }

    mutating func add(_ other: Evidence) {
        for (detector, weight) in zip(other.detectors, other.weights) { add(detector, bits: weight) }
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&detectors)
        try coder.code(&weights)
        try coder.code(&bits)
    }
}
