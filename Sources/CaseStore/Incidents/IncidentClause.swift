internal import Primitives
internal import SQL
internal import SecurityModel

/// The conditions of a question as SQL of our own words and arguments.
///
/// What belongs to an incident's row is compared there. What lies in other tables (facets, tags, entities, the name) is a set
/// of incidents: a small set is read first and says which rows to look at, a large one is probed for each row on the way.
struct IncidentClause {
    /// Sets are probed from so many incidents on. Reading a set costs about as much for each member as a probe.
    static let largeSet = 5000

    private(set) var text = "1 = 1"
    private(set) var arguments: [SQLValue] = []

    /// - Parameter isCounting: all that holds is wanted, so each set is read as a whole.
    init(_ query: IncidentQuery, isCounting: Bool, _ session: any SQLReader) throws {
        if !query.includesRedirected { add("i.status <> 5") }
        addColumns(query)
        if let predicate = query.predicate {
            let clause = PredicateClause(predicate)
            add(clause.text, clause.arguments)
        }
        for set in IncidentSet.sets(of: query) {
            let isRead = try isCounting || set.isSmall(session)
            add(isRead ? "i.id IN (\(set.members))" : "EXISTS (\(set.members) AND \(set.column) = i.id)", set.arguments)
        }
    }

    private mutating func addColumns(_ query: IncidentQuery) {
        if let isOnQueue = query.isOnQueue { add("i.on_queue = ?", [SQLValue(isOnQueue)]) }
        among("i.status", query.statuses.map { .integer(Int64($0.rawValue)) })
        among("i.severity", query.severities.map { .integer(Int64($0.rawValue)) })
        among("i.classification", query.classifications.map { .integer(Int64($0.rawValue)) })
        among("i.determination", query.determinations.map { .integer(Int64($0.rawValue)) })
        among("i.owner", query.owners.map(SQLValue.text))
        if let time = query.createdFrom { add("i.created >= ?", [.integer(time.ticks)]) }
        if let time = query.createdBefore { add("i.created < ?", [.integer(time.ticks)]) }
        if let time = query.updatedFrom { add("i.last_update >= ?", [.integer(time.ticks)]) }
        if let time = query.updatedBefore { add("i.last_update < ?", [.integer(time.ticks)]) }
        if let priority = query.minimumPriority { add("i.priority >= ?", [.real(priority)]) }
    }

    mutating func add(_ condition: String, _ values: [SQLValue] = []) {
        text += " AND " + condition
        arguments += values
    }

    private mutating func among(_ column: String, _ values: [SQLValue]) {
        if !values.isEmpty { add("\(column) IN (\(SQLValue.marks(values.count)))", values) }
    }
}

/// Incidents that have something in another table.
struct IncidentSet {
    /// A question for the members; more conditions can be added to its end.
    let members: String
    /// The column that names the incident.
    let column: String
    let arguments: [SQLValue]

    static func sets(of query: IncidentQuery) -> [IncidentSet] {
        var sets = query.facets.filter { !$0.values.isEmpty }.map { facet(of: $0.kind, $0.values) }
        sets += query.tags.map { tag in
            IncidentSet(
                members: "SELECT t.incident FROM incident_tags t WHERE t.tag = ?", column: "t.incident", arguments: [.text(tag)])
        }
        sets += query.entities.map(entity)
        if !query.text.isEmpty { sets.append(named(query.text)) }
        return sets
    }

    /// Whether it has few members; looks at no more of them than that takes.
    func isSmall(_ session: any SQLReader) throws -> Bool {
        let text = "SELECT COUNT(*) FROM (\(members) LIMIT \(IncidentClause.largeSet + 1)) members"
        let count = try session.first(SQLStatement(building: text), arguments) { $0.integer(0) } ?? 0
        return count <= IncidentClause.largeSet
    }

    private static func facet(of kind: IncidentFacet, _ values: [String]) -> IncidentSet {
        IncidentSet(
            members: "SELECT f.incident FROM incident_facets f WHERE f.kind = ? AND f.value IN (\(SQLValue.marks(values.count)))",
            column: "f.incident", arguments: [.integer(Int64(kind.rawValue))] + values.map(SQLValue.text))
    }

    private static func entity(_ key: EntityKey) -> IncidentSet {
        IncidentSet(
            members: """
                SELECT l.incident FROM incident_entities l
                WHERE l.entity = (SELECT e.id FROM entities e WHERE e.kind = ? AND e.value = ?)
                """, column: "l.incident", arguments: [.integer(Int64(key.kind.rawValue)), .text(key.value)])
    }

    /// A part of the name in any case, or the whole id.
    private static func named(_ text: String) -> IncidentSet {
        let pattern = SQLValue.text("%\(escaped(text.lowercased()))%")
        let names = "n.search_name LIKE ? ESCAPE '!'"
        guard let id = IncidentID(text) else {
            return IncidentSet(members: "SELECT n.id FROM incidents n WHERE \(names)", column: "n.id", arguments: [pattern])
        }
        return IncidentSet(
            members: "SELECT n.id FROM incidents n WHERE (n.id = ? OR \(names))", column: "n.id",
            arguments: [.integer(id.number), pattern])
    }

    private static func escaped(_ text: String) -> String {
        String(text.flatMap { "%_!".contains($0) ? ["!", $0] : [$0] })
    }
}

extension SQLValue {
    /// A question mark for each argument.
    static func marks(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }
}
