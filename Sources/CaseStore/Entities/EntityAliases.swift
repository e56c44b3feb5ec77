internal import SecurityModel

/// Which of an incident's entities are one thing under several names, as its alerts say: a piece of evidence that gives an
/// account's SID, object id and principal name makes them one.
struct EntityAliases {
    private var parents: [Int64: Int64] = [:]

    /// - Parameter alerts: the entities of each alert.
    init(_ alerts: [[ObservedEntity]]) {
        for entities in alerts {
            var first: [UInt8: Int64] = [:]
            for entity in entities where entity.thing != 0 {
                if let known = first[entity.thing] { unite(entity.entity, known) } else { first[entity.thing] = entity.entity }
            }
        }
    }

    private mutating func unite(_ a: Int64, _ b: Int64) {
        let (one, other) = (root(a), root(b))
        if one != other { parents[max(one, other)] = min(one, other) }
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

extension EntityKey {
    /// How much a person can make of it: principal names before names with a domain before bare names before ids.
    fileprivate var readability: Int {
        if isIdentifier { return 0 }
        if value.utf8.contains(UInt8(ascii: "@")) { return 3 }
        return value.utf8.contains(UInt8(ascii: "\\")) ? 2 : 1
    }

    /// SIDs, UUIDs and other rows of digits: more than half of a long value.
    private var isIdentifier: Bool {
        if value.hasPrefix("s-1-") { return true }
        let digits = value.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-") }
        let hexadecimal = value.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
                || $0 == UInt8(ascii: "-")
        }
        return value.utf8.count >= 16 && (hexadecimal || 2 * digits > value.utf8.count)
    }
}
