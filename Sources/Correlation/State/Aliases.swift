/// Which entities are one thing under several names: an account's SID, object id and principal name, say. Learned from
/// alerts that give several; what was known first stays the name of all.
struct Aliases: Checkpointed {
    private var parents: [Int32: Int32] = [:]
    /// The ids of each thing: by the thing's root and the id's form.
    private var identifiers: [Int64: Int32] = [:]

    var isEmpty: Bool { parents.isEmpty && identifiers.isEmpty }

    func root(_ id: Int32) -> Int32 {
        var at = id
        while let parent = parents[at] { at = parent }
        return at
    }

    mutating func note(_ entity: EntityRef) {
        let place = Aliases.place(root(entity.id), entity.form)
        if entity.form != 0, identifiers[place] == nil { identifiers[place] = entity.id }
    }

    /// Whether both have an id of the same form, and not the same one.
    func areDifferent(_ one: Int32, _ other: Int32) -> Bool {
        EntityRef.forms.contains { form in
            guard let mine = identifiers[Aliases.place(one, form)], let theirs = identifiers[Aliases.place(other, form)]
            else { return false }
            return mine != theirs
        }
    }

    /// - Parameter root: stays a root.
    mutating func unite(_ id: Int32, under root: Int32) {
        parents[id] = root
        for form in EntityRef.forms {
            guard let moved = identifiers.removeValue(forKey: Aliases.place(id, form)) else { continue }
            identifiers[Aliases.place(root, form)] = moved
        }
    }

    private static func place(_ root: Int32, _ form: UInt8) -> Int64 { Int64(root) << 8 | Int64(form) }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&parents)
        try coder.code(&identifiers)
    }
}

extension Correlator {
    /// The alert with each thing named once, by the name that its past is kept under.
    mutating func canonical(_ alert: Observation) -> Observation {
        if alert.entities.contains(where: { $0.thing != 0 }) { learnAliases(alert) }
        guard !state.aliases.isEmpty else { return alert }
        var canonical = alert
        canonical.entities.removeAll(keepingCapacity: true)
        for var entity in alert.entities where !isNameOfAnother(entity, in: alert) {
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
        for entity in alert.entities where entity.isAlias { state.aliases.note(entity) }
        for (index, entity) in alert.entities.enumerated() where entity.isAlias {
            guard let next = alert.entities[(index + 1)...].first(where: { $0.isAlias && $0.thing == entity.thing })
            else { continue }
            let a = state.aliases.root(entity.id), b = state.aliases.root(next.id)
            guard a != b, !state.aliases.areDifferent(a, b) else { continue }
            // The later of two new names is the more readable one: ids come first.
            if seniority(a) < seniority(b) {
                state.aliases.unite(b, under: a)
            } else {
                state.aliases.unite(a, under: b)
            }
        }
    }

    /// A name that another thing has already, beside this one's own id: machines that were all named alike. The id tells.
    private func isNameOfAnother(_ entity: EntityRef, in alert: Observation) -> Bool {
        guard entity.isAlias, entity.form == 0 else { return false }
        let root = state.aliases.root(entity.id)
        return alert.entities.contains {
            $0.isAlias && $0.thing == entity.thing && $0.form != 0 && state.aliases.root($0.id) != root
        }
    }

    /// Since when there is a past under the name; the smaller, the longer.
    private func seniority(_ id: Int32) -> Int64 {
        state.anchors.value(of: id)?.first ?? (state.entities.index(of: id) == nil ? .max : .max - 1)
    }
}

extension EntityRef {
    /// The forms that ids may have.
    fileprivate static let forms: ClosedRange<UInt8> = 1...4

    /// Bare names that many share are no names of a thing.
    fileprivate var isAlias: Bool { thing != 0 && isStrong }

    fileprivate mutating func absorb(_ other: EntityRef) {
        isStrong = isStrong || other.isStrong
        criticality = max(criticality, other.criticality)
        let active = roles.union(other.roles).subtracting(.contextual)
        roles = active.isEmpty ? roles.intersection(other.roles) : active
    }
}
