/// Which devices belong to one site. Two companies may share a stream, rules and even minutes; what they do not share
/// is a sensor that saw both, or a network. Both are learned, and joins across devices ask here first.
struct Sites: Checkpointed {
    enum Relation { case same, different, unknown }

    private var parents: [Int32: Int32] = [:]  // of anchors and networks
    private var sizes: [Int32: Int32] = [:]  // of roots

    mutating func unite(_ a: Int32, _ b: Int32) {
        var large = root(a), small = root(b)
        if large != small {
            if sizes[large, default: 1] < sizes[small, default: 1] { swap(&large, &small) }
            parents[small] = large
            sizes[large, default: 1] += sizes.removeValue(forKey: small) ?? 1
        }
    }

    /// Same: they share a network or a sensor. Different: something is known of either, but nothing in common.
    func relation(_ a: Int32, _ b: Int32) -> Relation {
        let first = root(a), second = root(b)
        if first == second { return .same }
        return sizes[first] == nil && sizes[second] == nil ? .unknown : .different
    }

    private func root(_ node: Int32) -> Int32 {
        var at = node
        while let parent = parents[at] { at = parent }
        return at
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&parents)
        try coder.code(&sizes)
    }
}
