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
            return GroupDistinction("with", node.kind, node.size > 1 ? node.label : node.title)
        }
        choices += roles.filter { $0 != .unknown }.prefix(1).map { GroupDistinction("as", .other, $0.title.lowercased()) }
        choices.append(GroupDistinction("as", nodes[group].kind, nodes[group].members.first ?? nodes[group].title))
        return choices
    }
}

extension GroupDistinction {
    /// Characters of a name in a drawing.
    static let longestName = 11

    fileprivate init(_ word: String, _ kind: EntityKind, _ name: String) {
        short = "\(word) \(kind.shortName(name, to: GroupDistinction.longestName))"
        whole = "\(word) \(name.middleTruncated(to: 48))"
    }
}
