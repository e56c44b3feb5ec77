public import Primitives
internal import SQL
public import SecurityModel

/// A question to the queue: which incidents, in which order, which page of them.
public struct IncidentQuery: Sendable {
    public enum Order: String, Sendable, CaseIterable {
        case priority, lastUpdate, created
    }

    /// What to do with merged incidents; a list of work leaves them out.
    public var includesRedirected = false
    public var isOnQueue: Bool?
    public var statuses: [IncidentStatus] = []
    public var severities: [AlertSeverity] = []
    public var classifications: [Classification] = []
    public var determinations: [Determination] = []
    /// Owners by name; an empty name means nobody.
    public var owners: [String] = []
    public var createdFrom: Timestamp?
    public var createdBefore: Timestamp?
    public var updatedFrom: Timestamp?
    public var updatedBefore: Timestamp?
    public var minimumPriority: Double?
    /// Values of one facet are alternatives; several facets all have to hold.
    public var facets: [(kind: IncidentFacet, values: [String])] = []
    public var tags: [String] = []
    /// All of these entities occur.
    public var entities: [EntityKey] = []
    /// A part of the name, or the id.
    public var text = ""
    public var order = Order.priority
    public var isAscending = false
    public var limit = 50
    public var offset = 0

    public init() {}
}

extension CaseReader {
    /// A page of incidents. Their rows are read after the page was chosen, so wide rows cost nothing to skip.
    public func incidents(_ query: IncidentQuery) throws -> [Incident] {
        var clause = IncidentClause(query)
        let direction = query.isAscending ? "ASC" : "DESC"
        let column = ["priority": "priority", "lastUpdate": "last_update", "created": "created"][query.order.rawValue] ?? "priority"
        clause.arguments += [.integer(Int64(query.limit)), .integer(Int64(query.offset))]
        let text = """
            SELECT \(IncidentSQL.columns) FROM incidents i WHERE i.id IN (
                SELECT i.id FROM incidents i WHERE \(clause.text) ORDER BY i.\(column) \(direction), i.id \(direction) LIMIT ? OFFSET ?)
            ORDER BY i.\(column) \(direction), i.id \(direction)
            """
        return try session.all(SQLStatement(building: text), clause.arguments) { Incident(row: $0) }.map(completed)
    }

    public func incidentCount(_ query: IncidentQuery) throws -> Int64 {
        let clause = IncidentClause(query)
        return try session.first(SQLStatement(building: "SELECT COUNT(*) FROM incidents i WHERE \(clause.text)"), clause.arguments) {
            $0.integer(0)
        } ?? 0
    }
}

/// The conditions of a query as SQL of our own words and arguments.
private struct IncidentClause {
    private var conditions: [String] = []
    var arguments: [SQLValue] = []

    var text: String { conditions.isEmpty ? "1 = 1" : conditions.joined(separator: " AND ") }

    init(_ query: IncidentQuery) {
        if !query.includesRedirected { conditions.append("i.status <> 5") }
        if let isOnQueue = query.isOnQueue { add("i.on_queue = ?", SQLValue(isOnQueue)) }
        among("i.status", query.statuses.map { .integer(Int64($0.rawValue)) })
        among("i.severity", query.severities.map { .integer(Int64($0.rawValue)) })
        among("i.classification", query.classifications.map { .integer(Int64($0.rawValue)) })
        among("i.determination", query.determinations.map { .integer(Int64($0.rawValue)) })
        among("i.owner", query.owners.map(SQLValue.text))
        if let time = query.createdFrom { add("i.created >= ?", .integer(time.ticks)) }
        if let time = query.createdBefore { add("i.created < ?", .integer(time.ticks)) }
        if let time = query.updatedFrom { add("i.last_update >= ?", .integer(time.ticks)) }
        if let time = query.updatedBefore { add("i.last_update < ?", .integer(time.ticks)) }
        if let priority = query.minimumPriority { add("i.priority >= ?", .real(priority)) }
        for facet in query.facets where !facet.values.isEmpty {
            arguments.append(.integer(Int64(facet.kind.rawValue)))
            arguments += facet.values.map(SQLValue.text)
            conditions.append(
                "EXISTS (SELECT 1 FROM incident_facets f WHERE f.kind = ? AND f.value IN (\(marks(facet.values.count))) AND f.incident = i.id)")
        }
        for tag in query.tags {
            add("i.id IN (SELECT t.incident FROM incident_tags t WHERE t.tag = ?)", .text(tag))
        }
        for key in query.entities {
            arguments += [.integer(Int64(key.kind.rawValue)), .text(key.value)]
            conditions.append(
                "i.id IN (SELECT l.incident FROM incident_entities l JOIN entities e ON e.id = l.entity WHERE e.kind = ? AND e.value = ?)")
        }
        if !query.text.isEmpty { search(query.text) }
    }

    private mutating func add(_ condition: String, _ argument: SQLValue) {
        conditions.append(condition)
        arguments.append(argument)
    }

    private mutating func among(_ column: String, _ values: [SQLValue]) {
        guard !values.isEmpty else { return }
        conditions.append("\(column) IN (\(marks(values.count)))")
        arguments += values
    }

    private mutating func search(_ text: String) {
        if let id = IncidentID(text) {
            add("i.id = ?", .integer(id.number))
        } else {
            add("LOWER(i.name) LIKE ? ESCAPE '!'", .text("%\(IncidentClause.escaped(text.lowercased()))%"))
        }
    }

    private func marks(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }

    private static func escaped(_ text: String) -> String {
        String(text.flatMap { "%_!".contains($0) ? ["!", $0] : [$0] })
    }
}
