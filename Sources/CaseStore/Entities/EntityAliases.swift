internal import SecurityModel

/// Which of an incident's entities are one thing under several names, as its alerts say: a piece of evidence that gives an
/// account's SID, object id and principal name makes them one. Two ids of one form by one product stay two things: machines
/// that were all named alike. An agent has two names, its own and its host's; further ones are hosts whose lines it passed on.
struct EntityAliases {
    private struct Form: Hashable {
        var form: IdentifierForm
        var product: String
    }

    private var parents: [Int64: Int64] = [:]
    /// The ids of each thing, under the number that stands for it.
    private var identifiers: [Int64: [Form: Int64]] = [:]
    /// The names of each thing that are no ids, under the number that stands for it.
    private var names: [Int64: Set<Int64>] = [:]
    private static let mostNamesOfAnAgent = 2

    /// - Parameters:
    ///   - alerts: the entities of each alert, and whose alert it is.
    ///   - entities: what their numbers stand for.
    init(_ alerts: [(product: String, entities: [ObservedEntity])], of entities: [IncidentEntity]) {
        let forms = Dictionary(
            entities.compactMap { entity in entity.key.identifierForm.map { (entity.id, $0) } },
            uniquingKeysWith: { first, _ in first })
        for alert in alerts {
            var first: [UInt16: Int64] = [:]
            for entity in alert.entities where entity.thing != 0 {
                if let form = forms[entity.entity] {
                    note(entity.entity, Form(form: form, product: alert.product))
                } else {
                    names[root(entity.entity), default: []].insert(entity.entity)
                }
                if let known = first[entity.thing] { unite(entity.entity, known) } else { first[entity.thing] = entity.entity }
            }
        }
        uniteBareNames(of: entities.filter { $0.key.kind == .user && $0.key.identifierForm == nil })
    }

    /// A bare account name is shared by many, so it joins nothing; but within an incident it is the one account there that is
    /// called so in full.
    private mutating func uniteBareNames(of accounts: [IncidentEntity]) {
        var owners: [Substring: Set<Int64>] = [:]
        for account in accounts where account.key.strength == .strong {
            owners[account.key.accountName, default: []].insert(root(account.id))
        }
        for account in accounts where account.key.strength == .weak && account.key.accountName == account.key.value {
            if let owner = owners[account.key.accountName], owner.count == 1, let full = owner.first { unite(account.id, full) }
        }
    }

    private mutating func note(_ id: Int64, _ form: Form) {
        let root = root(id)
        if identifiers[root]?[form] == nil { identifiers[root, default: [:]][form] = id }
    }

    private mutating func unite(_ a: Int64, _ b: Int64) {
        let (one, other) = (root(a), root(b))
        guard one != other else { return }
        let theirs = identifiers[other] ?? [:]
        let all = (identifiers[one] ?? [:]).merging(theirs) { mine, _ in mine }
        guard theirs.allSatisfy({ all[$0.key] == $0.value }) else { return }
        let called = names[one, default: []].union(names[other, default: []])
        let isAgent = all.keys.contains { $0.form == .agent }
        guard !isAgent || called.count <= EntityAliases.mostNamesOfAnAgent else { return }
        parents[max(one, other)] = min(one, other)
        if !all.isEmpty { identifiers[min(one, other)] = all }
        names[min(one, other)] = called
    }

    private func root(_ id: Int64) -> Int64 {
        var at = id
        while let parent = parents[at] { at = parent }
        return at
    }

    /// Each thing once, at the place of its most named key, under its most readable name.
    func folded(_ entities: [IncidentEntity]) -> [IncidentEntity] {
        guard !parents.isEmpty else { return entities }
        var folded: [IncidentEntity] = []
        var places: [Int64: Int] = [:]
        for entity in entities {
            let root = root(entity.id)
            if let place = places[root] {
                folded[place].absorb(entity)
            } else {
                places[root] = folded.count
                folded.append(entity)
            }
        }
        return folded
    }
}

extension IncidentEntity {
    /// Takes in the same thing under another name.
    fileprivate mutating func absorb(_ other: IncidentEntity) {
        roles.formUnion(other.roles)
        alertCount = max(alertCount, other.alertCount)
        if other.key.readability > key.readability {
            aliases.append(key)
            (id, key) = (other.id, other.key)
        } else {
            aliases.append(other.key)
        }
    }
}
