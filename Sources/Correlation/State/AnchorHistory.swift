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
    /// How many sessions began here.
    var begun = Fading()
    /// Detectors whose runs were put on hold lately: a session that turns out strong claims them back.
    var held: [Int32] = []
    /// The incident of the beacon that beats here, and when it last did.
    var beacon: IncidentNumber = 0
    var lastBeat: Int64 = 0

    /// Devices whose alerts always show here too, up to `watchedLimit`.
    var watched: [Int32] = []

    static let vocabularyLimit = 16
    static let watchedLimit = 4
    static let sessionLimit = 6
    static let heldLimit = 16

    mutating func note(detector: Int32, product: Int32, at time: Int64) {
        last = max(last, time)
        if self.product == 0 { self.product = product }
        if self.product != product { hasManyProducts = true }
        if detectors.count < AnchorHistory.vocabularyLimit, !detectors.contains(detector) { detectors.append(detector) }
    }

    /// Sees the traffic of several others: what it reports says little about itself.
    var isSensor: Bool { watched.count > 1 }

    mutating func watch(_ device: Int32) {
        if watched.count < AnchorHistory.watchedLimit, !watched.contains(device) { watched.append(device) }
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
        try begun.code(with: &coder)
        try coder.code(&held)
        try coder.code(&beacon)
        try coder.code(&lastBeat)
        try coder.code(&watched)
    }
}

/// Rare alerts of one anchor without a long pause.
struct Session: Checkpointed {
    /// The first and the last rare alert.
    var first: Int64 = 0
    var last: Int64 = 0
    var incident: IncidentNumber = 0
    var evidence = Evidence()
    /// The bits again, divided by how often each had been seen: what is really new.
    var novelty = 0.0
    /// The second of the last rare alert, and how many detectors fired in it.
    var second: Int64 = 0
    var share = 0
    /// Devices of unknown relation that fired rare detectors within the same second, one entry for each detector.
    var inStep: [Int32] = []

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&first)
        try coder.code(&last)
        try coder.code(&incident)
        try evidence.code(with: &coder)
        try coder.code(&novelty)
        try coder.code(&second)
        try coder.code(&share)
        try coder.code(&inStep)
    }
}

extension Session {
    /// What one event sets off in one second is one surprise, told several times: the second detector adds a half of
    /// its bits, the third a third.
    mutating func shareOfSecond(_ time: Int64) -> Double {
        let now = time / CorrelationPolicy.second
        share = second == now ? share + 1 : 1
        second = now
        return 1 / Double(share)
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
