/// Alerts of one detector on one anchor without a long pause: a flood counts once and is placed once.
struct Run: Checkpointed {
    var first: Int64 = 0
    var last: Int64 = 0
    var count = 0
    var incident: IncidentNumber = 0
    /// In a holding incident: may still be moved.
    var isHeld = false
    /// Routine, but taken in for its nearness: after a short while it is weighed anew.
    var isGuest = false
    /// The alerts so far, while it may be necessary to move them: of a young run, or of one that beats regularly.
    var alerts: [Int64] = []
    var beat = Beat()
    /// Where it repeats what another product said: the bits that counted there.
    var repeated: Double?

    /// Runs longer than this stay where they are, unless they beat.
    static let youngLimit = 64
    /// The most alerts that are ever moved as a beacon: 4 hours at one a second and a bit.
    static let beaconLimit = 16_384

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&first)
        try coder.code(&last)
        try coder.code(&count)
        try coder.code(&incident)
        try coder.code(&isHeld)
        try coder.code(&isGuest)
        try coder.code(&alerts)
        try beat.code(with: &coder)
        try coder.code(&repeated)
    }

    /// All alerts of the run are known, so that it can be moved as a whole.
    var isMovable: Bool { alerts.count == count }

    mutating func append(_ alert: Int64, at time: Int64, isRegular: (Beat) -> Bool) {
        let wasMovable = isMovable
        count += 1
        first = min(first, time)
        last = max(last, time)
        beat.add(time)
        guard wasMovable else { return }
        if count <= Run.youngLimit || (count <= Run.beaconLimit && isRegular(beat)) {
            alerts.append(alert)
        } else {
            alerts = []
        }
    }
}

extension Run {
    /// The alert goes elsewhere on its own.
    mutating func remove(_ alert: Int64) {
        guard let index = alerts.lastIndex(of: alert) else { return }
        alerts.remove(at: index)
        count -= 1
    }
}

/// The intervals of a run: their number, mean and spread (Welford), in seconds. Alerts of one second are one beat.
struct Beat: Checkpointed {
    var last: Int64 = 0
    var count = 0
    var mean = 0.0
    var squares = 0.0

    mutating func add(_ time: Int64) {
        defer { last = max(last, time) }
        guard last != 0, time - last >= CorrelationPolicy.second else { return }
        let interval = Double(time - last) / Double(CorrelationPolicy.second)
        count += 1
        let delta = interval - mean
        mean += delta / Double(count)
        squares += delta * (interval - mean)
    }

    /// Standard deviation by mean; infinite without intervals.
    var variation: Double {
        guard count > 1, mean > 0 else { return .infinity }
        return (squares / Double(count)).squareRoot() / mean
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&last)
        try coder.code(&count)
        try coder.code(&mean)
        try coder.code(&squares)
    }
}
