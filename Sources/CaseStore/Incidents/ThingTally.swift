internal import SQL
public import SecurityModel

/// How many things of an incident are of one kind and had the same roles.
public struct ThingTally: Hashable, Sendable {
    public var kind: EntityKind
    /// All that they had, under any of their names.
    public var roles: RoleSet
    public var count: Int
}

extension CaseReader {
    /// How many keys alerts of an incident name.
    public func keyCount(of incident: IncidentID) throws -> Int {
        Int(try session.first(TallySQL.keys, [.integer(incident.number)]) { $0.integer(0) } ?? 0)
    }

    /// All things of an incident, counted by kind and roles: exact for however many there are, in memory for as many kinds and
    /// roles as occur. Names that lists of assets show as one thing are one thing here.
    public func thingTally(of incident: IncidentID) throws -> [ThingTally] {
        var (counts, names) = ([ThingTally.Part: Int](), NamesOfThing())
        try session.query(TallySQL.things, [.integer(incident.number)]) { row in
            let name = NamesOfThing.Name(key: EntityKey(row: row, from: 1), roles: RoleSet(rawValue: UInt32(row.integer(4))))
            if names.thing != row.integer(0) {
                for part in names.parts { counts[part, default: 0] += 1 }
                names = NamesOfThing(thing: row.integer(0))
            }
            names.take(name)
        }
        for part in names.parts { counts[part, default: 0] += 1 }
        return counts.map { ThingTally(kind: $0.key.kind, roles: $0.key.roles, count: $0.value) }
            .sorted { ($0.kind.rawValue, $0.roles.rawValue) < ($1.kind.rawValue, $1.roles.rawValue) }
    }

    /// The entities of some kinds in an incident, the most named first, each key for itself.
    public func entities(of incident: IncidentID, kinds: [EntityKind], limit: Int) throws -> [IncidentEntity] {
        let arguments = [.integer(incident.number)] + kinds.map { SQLValue.integer(Int64($0.rawValue)) }
        return try session.all(TallySQL.ofKinds(kinds.count), arguments + [.integer(Int64(limit))]) { row in
            IncidentEntity(
                id: row.integer(0), key: EntityKey(row: row, from: 1), roles: RoleSet(rawValue: UInt32(row.integer(4))),
                alertCount: row.integer(5))
        }
    }
}

extension ThingTally {
    fileprivate struct Part: Hashable {
        var kind: EntityKind
        var roles: RoleSet
    }
}

/// The keys of one incident that stand under one name in lists of assets. Ids of one form under one name are those of several
/// things that are called alike, except under an account's full name, which is its own.
private struct NamesOfThing {
    struct Name {
        var key: EntityKey
        var roles: RoleSet
    }

    var thing: Int64 = 0
    private var names: [Name] = []

    init(thing: Int64 = 0) { self.thing = thing }

    mutating func take(_ name: Name) { names.append(name) }

    var parts: [ThingTally.Part] {
        guard let first = names.first else { return [] }
        let isFullName = names.contains { $0.key.kind == .user && $0.key.readability == 3 }
        let forms = Dictionary(grouping: names.compactMap(\.key.identifierForm)) { $0 }
        let apart = names.filter { name in !isFullName && name.key.identifierForm.map { (forms[$0]?.count ?? 0) > 1 } ?? false }
        let rest = names.filter { name in isFullName || name.key.identifierForm.map { forms[$0]?.count == 1 } ?? true }
        let own = apart.map { ThingTally.Part(kind: $0.key.kind, roles: $0.roles) }
        guard !rest.isEmpty else { return own }
        return own + [ThingTally.Part(kind: first.key.kind, roles: rest.reduce(RoleSet()) { $0.union($1.roles) })]
    }
}

private enum TallySQL {
    static let keys = SQLStatement("incident.keys", "SELECT COUNT(*) FROM incident_entities WHERE incident = ?")
    /// An id stands under a name, and that perhaps under a fuller one.
    static let things = SQLStatement(
        "incident.things",
        """
        SELECT COALESCE(n.listed_under, n.identifies, n.id, e.id) AS thing, e.kind, e.value, e.strength, l.roles
        FROM incident_entities l JOIN entities e ON e.id = l.entity
        LEFT JOIN entities n ON n.id = COALESCE(e.listed_under, e.identifies)
        WHERE l.incident = ? ORDER BY thing, e.id
        """)
    static func ofKinds(_ count: Int) -> SQLStatement {
        SQLStatement(
            building: """
                SELECT e.id, e.kind, e.value, e.strength, l.roles, l.alert_count
                FROM incident_entities l JOIN entities e ON e.id = l.entity
                WHERE l.incident = ? AND e.kind IN (\(SQLValue.marks(count))) ORDER BY l.alert_count DESC, e.id LIMIT ?
                """)
    }
}
