/// Where a detector fired last: the latest few anchors, the newest first.
struct DetectorHistory: Checkpointed {
    var id: Int32 = 0
    private(set) var anchors: [Int32] = []
    private(set) var times: [Int64] = []
    /// It shows on an anchor where it never did.
    var spread = Occasions()
    /// It begins to fire, wherever.
    var episodes = Occasions()
    /// How often what it says was said by another product, too.
    var repeats = Repeats()

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
        try episodes.code(with: &coder)
        try repeats.code(with: &coder)
    }
}
