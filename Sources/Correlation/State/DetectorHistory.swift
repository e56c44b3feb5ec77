/// Where a detector fired last: the latest few anchors, the newest first.
struct DetectorHistory: Checkpointed {
    var id: Int32 = 0
    private(set) var anchors: [Int32] = []
    private(set) var times: [Int64] = []
    /// How often it showed on an anchor for the first time; what happens at once on several counts once. Halved with
    /// every `CorrelationPolicy.memory` that passes.
    private(set) var spread = Fading()
    private(set) var lastSpread: Int64 = 0
    /// How often it fired, wherever: what happens at once on several anchors counts once.
    private(set) var episodes = Fading()
    private(set) var lastEpisode: Int64 = 0

    static let limit = 12

    mutating func note(_ anchor: Int32, at time: Int64) {
        if anchors.first == anchor {
            times[0] = max(times[0], time)
            return
        }
        if let index = anchors.firstIndex(of: anchor) {
            anchors.remove(at: index)
            times.remove(at: index)
        } else if anchors.count == DetectorHistory.limit {
            anchors.removeLast()
            times.removeLast()
        }
        anchors.insert(anchor, at: 0)
        times.insert(time, at: 0)
    }

    /// It shows on an anchor where it never did; answers how often that had happened before.
    mutating func noteSpread(at time: Int64, epoch: Int32, within gap: Int64) -> Int {
        let before = spread.count(in: epoch)
        if spread.isEmpty || abs(time - lastSpread) > gap { spread.add(in: epoch) }
        lastSpread = max(lastSpread, time)
        return before
    }

    /// It begins to fire somewhere; answers how often it had before.
    mutating func noteEpisode(at time: Int64, epoch: Int32, within gap: Int64) -> Int {
        let before = episodes.count(in: epoch)
        if episodes.isEmpty || abs(time - lastEpisode) > gap { episodes.add(in: epoch) }
        lastEpisode = max(lastEpisode, time)
        return before
    }

    /// Other anchors that fired at most `gap` away from the time.
    func anchors(near time: Int64, within gap: Int64, except anchor: Int32) -> [Int32] {
        var found: [Int32] = []
        for index in anchors.indices where anchors[index] != anchor && abs(times[index] - time) <= gap {
            found.append(anchors[index])
        }
        return found
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&id)
        try coder.code(&anchors)
        try coder.code(&times)
        try spread.code(with: &coder)
        try coder.code(&lastSpread)
        try episodes.code(with: &coder)
        try coder.code(&lastEpisode)
    }
}
