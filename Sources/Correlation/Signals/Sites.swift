/// Which devices belong to one site. Two companies may share a stream, rules and even minutes; what they do not share
/// is a sensor that saw both, or a network. Both are learned, and joins across devices ask here first.
///
/// A network in common makes one site. Two networks make two only after a while: most companies have several, and it takes
/// days until a sensor was seen to watch both.
struct Sites: Checkpointed {
    enum Relation { case same, different, unknown }

    private var parents: [Int32: Int32] = [:]  // of anchors and networks
    private var sizes: [Int32: Int32] = [:]  // of roots
    private var sensed: Set<Int32> = []  // roots of sites that a sensor was seen to watch

    mutating func unite(_ a: Int32, _ b: Int32) {
        var large = root(a), small = root(b)
        if large != small {
            if sizes[large, default: 1] < sizes[small, default: 1] { swap(&large, &small) }
            parents[small] = large
            sizes[large, default: 1] += sizes.removeValue(forKey: small) ?? 1
            if sensed.remove(small) != nil { sensed.insert(large) }
        }
    }

    mutating func uniteBySensor(_ a: Int32, _ b: Int32) {
        unite(a, b)
        sensed.insert(root(a))
    }

    /// Same: they share a network or a sensor. Different: something is known of either, but nothing in common; while the
    /// stream is young, only what sensors say of both counts here.
    func relation(_ a: Int32, _ b: Int32, isYoung: Bool = false) -> Relation {
        let first = root(a), second = root(b)
        if first == second { return .same }
        if isYoung { return sensed.contains(first) && sensed.contains(second) ? .different : .unknown }
        return sizes[first] == nil && sizes[second] == nil ? .unknown : .different
    }

    /// Whether some of the devices are known to be of different sites.
    func areSeveral(_ devices: [Int32]) -> Bool { Set(devices.map(root)).intersection(sensed).count > 1 }

    private func root(_ node: Int32) -> Int32 {
        var at = node
        while let parent = parents[at] { at = parent }
        return at
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&parents)
        try coder.code(&sizes)
        try coder.code(&sensed)
    }
}
