/// Which entities are one thing under several names: an account's SID, object id and principal name, say. Learned from
/// alerts that give several; what was known first stays the name of all.
struct Aliases: Checkpointed {
    private var parents: [Int32: Int32] = [:]

    var isEmpty: Bool { parents.isEmpty }

    func root(_ id: Int32) -> Int32 {
        var at = id
        while let parent = parents[at] { at = parent }
        return at
    }

    /// - Parameter root: stays a root.
    mutating func unite(_ id: Int32, under root: Int32) { parents[id] = root }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) { try coder.code(&parents) }
}

extension Correlator {
    /// The alert with each thing named once, by the name that its past is kept under.
    mutating func canonical(_ alert: Observation) -> Observation {
        if alert.entities.contains(where: { $0.thing != 0 }) { learnAliases(alert) }
        guard !state.aliases.isEmpty else { return alert }
        var canonical = alert
        canonical.entities.removeAll(keepingCapacity: true)
        for var entity in alert.entities {
            entity.id = state.aliases.root(entity.id)
            if let index = canonical.entities.firstIndex(where: { $0.id == entity.id }) {
                canonical.entities[index].absorb(entity)
            } else {
                canonical.entities.append(entity)
            }
        }
        return canonical
    }

    private mutating func learnAliases(_ alert: Observation) {
        for (index, entity) in alert.entities.enumerated() where entity.isAlias {
            guard let next = alert.entities[(index + 1)...].first(where: { $0.isAlias && $0.thing == entity.thing })
            else { continue }
            let a = state.aliases.root(entity.id), b = state.aliases.root(next.id)
            guard a != b else { continue }
            // The later of two new names is the more readable one: ids come first.
            if seniority(a) < seniority(b) {
                state.aliases.unite(b, under: a)
            } else {
                state.aliases.unite(a, under: b)
            }
        }
    }

    /// Since when there is a past under the name; the smaller, the longer.
    private func seniority(_ id: Int32) -> Int64 {
        state.anchors.value(of: id)?.first ?? (state.entities.index(of: id) == nil ? .max : .max - 1)
    }
}

extension EntityRef {
    /// Bare names that many share are no names of a thing.
    fileprivate var isAlias: Bool { thing != 0 && isStrong }

    fileprivate mutating func absorb(_ other: EntityRef) {
        isStrong = isStrong || other.isStrong
        criticality = max(criticality, other.criticality)
        let active = roles.union(other.roles).subtracting(.contextual)
        roles = active.isEmpty ? roles.intersection(other.roles) : active
    }
}
