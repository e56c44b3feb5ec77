/// Which entities are one thing under several names: an account's SID, object id and principal name, say. Learned from
/// alerts that give several; what was known first stays the name of all.
struct Aliases: Checkpointed {
    private var parents: [Int32: Int32] = [:]
    /// The ids that products gave to each thing, under its root.
    private var identifiers: [Int32: [Identifier]] = [:]
    /// How many names, other than ids, things have that have several, under their roots.
    private var names: [Int32: Int32] = [:]

    /// An agent is known by its own name and by that of its host. It passes on lines of other hosts as well, which are
    /// things of their own.
    private static let mostNamesOfAnAgent: Int32 = 2

    var isEmpty: Bool { parents.isEmpty && identifiers.isEmpty }

    func root(_ id: Int32) -> Int32 {
        var at = id
        while let parent = parents[at] { at = parent }
        return at
    }

    mutating func note(_ entity: EntityRef, by product: Int32) {
        guard entity.form != 0 else { return }
        let identifier = Identifier(root: root(entity.id), id: entity.id, form: entity.form, product: product)
        let known = identifiers[identifier.root, default: []]
        if !known.contains(where: { $0.id == identifier.id && $0.product == product }) {
            identifiers[identifier.root] = known + [identifier]
        }
    }

    /// Whether one product gave them two ids of one form.
    func areDifferent(_ one: Int32, _ other: Int32) -> Bool {
        guard let mine = identifiers[one], let theirs = identifiers[other] else { return false }
        return mine.contains { identifier in theirs.contains { $0.contradicts(identifier) } }
    }

    /// Whether they would be an agent of more names than one has.
    func areAgentAndOther(_ one: Int32, _ other: Int32) -> Bool {
        guard isAgent(one) || isAgent(other) else { return false }
        return nameCount(one) + nameCount(other) > Aliases.mostNamesOfAnAgent
    }

    func isAgent(_ root: Int32) -> Bool { identifiers[root]?.contains { $0.form == EntityRef.agentForm } == true }

    private func nameCount(_ root: Int32) -> Int32 {
        names[root] ?? (identifiers[root]?.contains { $0.id == root } == true ? 0 : 1)
    }

    /// - Parameter root: stays a root.
    mutating func unite(_ id: Int32, under root: Int32) {
        names[root] = nameCount(root) + nameCount(id)
        names[id] = nil
        parents[id] = root
        guard let moved = identifiers.removeValue(forKey: id) else { return }
        identifiers[root, default: []] += moved.map { Identifier(root: root, id: $0.id, form: $0.form, product: $0.product) }
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&parents)
        try coder.code(&names)
        var all = identifiers.sorted { $0.key < $1.key }.flatMap(\.value)
        try coder.code(&all)
        identifiers = Dictionary(grouping: all, by: \.root)
    }
}

/// An id of a thing: a product's own, or a directory's that it passed on.
private struct Identifier: Checkpointed {
    var root: Int32 = 0
    var id: Int32 = 0
    var form: UInt8 = 0
    var product: Int32 = 0

    func contradicts(_ other: Identifier) -> Bool { form == other.form && product == other.product && id != other.id }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&root)
        try coder.code(&id)
        try coder.code(&form)
        try coder.code(&product)
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
            if passesOn(entity, in: alert) { entity.roles = .contextual }
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
        for entity in alert.entities where entity.isAlias { state.aliases.note(entity, by: alert.product) }
        for (index, entity) in alert.entities.enumerated() where entity.isAlias {
            guard let next = alert.entities[(index + 1)...].first(where: { $0.isAlias && $0.thing == entity.thing })
            else { continue }
            let a = state.aliases.root(entity.id), b = state.aliases.root(next.id)
            guard a != b, !state.aliases.areDifferent(a, b), !state.aliases.areAgentAndOther(a, b) else { continue }
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
            $0.isAlias && $0.thing == entity.thing && $0.form != 0 && state.aliases.areDifferent(state.aliases.root($0.id), root)
        }
    }

    /// An agent beside the host whose line it passes on, where that is not its own host.
    private func passesOn(_ entity: EntityRef, in alert: Observation) -> Bool {
        guard entity.isAlias, entity.form == EntityRef.agentForm else { return false }
        let root = state.aliases.root(entity.id)
        return alert.entities.contains {
            guard $0.isAlias, $0.thing == entity.thing, $0.form == 0 else { return false }
            let other = state.aliases.root($0.id)
            return other != root && !state.aliases.areDifferent(root, other)
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
