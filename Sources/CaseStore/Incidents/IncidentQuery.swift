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
        let clause = try IncidentClause(query, isCounting: false, self)
        let direction = query.isAscending ? "ASC" : "DESC"
        let order = "i.\(query.order.column) \(direction), i.id \(direction)"
        let text = """
            SELECT \(IncidentSQL.columns) FROM incidents i WHERE i.id IN (
                SELECT i.id FROM incidents i WHERE \(clause.text) ORDER BY \(order) LIMIT ? OFFSET ?)
            ORDER BY \(order)
            """
        let page: [SQLValue] = [.integer(Int64(max(0, query.limit))), .integer(Int64(max(0, query.offset)))]
        return try session.all(SQLStatement(building: text), clause.arguments + page) { Incident(row: $0) }.map(completed)
    }

    /// How many incidents a question finds, whatever its page.
    public func incidentCount(_ query: IncidentQuery) throws -> Int64 {
        let clause = try IncidentClause(query, isCounting: true, self)
        let text = "SELECT COUNT(*) FROM incidents i WHERE \(clause.text)"
        return try session.first(SQLStatement(building: text), clause.arguments) { $0.integer(0) } ?? 0
    }
}

extension IncidentQuery.Order {
    var column: String {
        switch self {
        case .priority: "priority"
        case .lastUpdate: "last_update"
        case .created: "created"
        }
    }
}
