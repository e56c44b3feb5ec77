internal import SecurityModel

/// What tells a group of things from the others of its kind in a drawing: whom it hangs on, what it did, or one of its own.
struct GroupDistinction: Equatable {
    /// As a drawing has room for it.
    var short: String
    var whole: String
}

extension IncidentGraph {
    /// Gives each group of which there are several of a kind something that none of the others has.
    mutating func tellGroupsApart() {
        let groups = Dictionary(grouping: nodes.indices.filter { nodes[$0].size > 1 }) { nodes[$0].kind }
        let neighbours = neighbours
        for alike in groups.values where alike.count > 1 {
            let choices = alike.map { distinctions(of: $0, among: alike, neighbours) }
            var taken: Set<String> = []
            for (group, own) in zip(alike, choices) {
                let fresh = own.first { choice in
                    !taken.contains(choice.short)
                        && !zip(alike, choices).contains { other, theirs in
                            other != group && theirs.first?.short == choice.short
                        }
                }
                nodes[group].distinction =
                    fresh
                    ?? own.last.map { last in
                        GroupDistinction(short: "\(last.short) \(taken.count + 1)", whole: "\(last.whole) \(taken.count + 1)")
                    }
                if let short = nodes[group].distinction?.short { taken.insert(short) }
            }
        }
    }

    /// The best first; the last is always there.
    private func distinctions(of group: Int, among alike: [Int], _ neighbours: [[Int]]) -> [GroupDistinction] {
        let others = alike.filter { $0 != group }
        let theirs = others.reduce(into: Set<Int>()) { $0.formUnion(neighbours[$1]) }
        let own = neighbours[group].filter { !theirs.contains($0) }.sorted { left, right in
            let (one, other) = (nodes[left], nodes[right])
            return (one.size == 1 ? 1 : 0, one.alertCount, other.id) > (other.size == 1 ? 1 : 0, other.alertCount, one.id)
        }
        let roles = nodes[group].roles.subtracting(others.reduce(RoleSet()) { $0.union(nodes[$1].roles) }).roles
        var choices = own.prefix(3).map { neighbour in
            let node = nodes[neighbour]
            let short = node.size > 1 ? node.label : node.kind.shortName(node.title, to: GraphDrawing.titleLength)
            return GroupDistinction(short: "with \(short)", whole: "with \(node.shortLabel)")
        }
        choices += roles.filter { $0 != .unknown }.prefix(1).map { GroupDistinction(short: $0.words, whole: $0.words) }
        let first = nodes[group].members.first ?? nodes[group].title
        choices.append(
            GroupDistinction(
                short: "as \(nodes[group].kind.shortName(first, to: GraphDrawing.titleLength))",
                whole: "as \(first.middleTruncated(to: 48))"))
        return choices
    }
}

extension EvidenceRole {
    fileprivate var words: String { title.lowercased() }
}
