public import Primitives
internal import SQL
public import SecurityModel

/// A question to the queue: which incidents, in which order, which page of them.
public struct IncidentQuery: Sendable {
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
    /// Whether its alerts come from several products' services, or from one.
    public var hasSeveralServices: Bool?
    /// Whether its alerts name several stages of an attack, or one at most.
    public var hasSeveralTactics: Bool?
    /// Values of one facet are alternatives; several facets all have to hold.
    public var facets: [(kind: IncidentFacet, values: [String])] = []
    public var tags: [String] = []
    /// All of these entities occur, under whichever of their names (`NamedThing`).
    public var entities: [EntityKey] = []
    /// A part of the name, or the id.
    public var text = ""
    /// Any further condition, over `IncidentColumns`.
    public var predicate: StorePredicate?
    public var order = Order.priority
    public var isAscending = false
    /// An order over `IncidentColumns`; stands in place of `order` where there is one.
    public var ordering: [StoreOrder] = []
    /// The end of the page before. Pages by a cursor neither skip nor repeat a row, whatever comes in between.
    public var after: StoreCursor?
    public var limit = 50
    public var offset = 0
    var setSizes = MemberSet.Sizes()

    public init() {}

    func orderClause(_ view: CaseView) -> OrderClause {
        OrderClause(
            ordering.isEmpty ? [StoreOrder(order.column, isDescending: !isAscending)] : ordering, id: IncidentColumns.id, view)
    }
}

/// A page of rows, and where the next one begins.
public struct StorePage<Row: Sendable>: Sendable {
    public var rows: [Row]
    /// The end of the page; `nil` where nothing comes after it.
    public var next: StoreCursor?
}

extension CaseReader {
    /// A page of incidents. Their rows are read after the page was chosen, so wide rows cost nothing to skip.
    public func incidents(_ query: IncidentQuery) throws -> [Incident] {
        try incidentRows(query, limit: query.limit).map(\.incident)
    }

    /// A page of incidents with the place where the next one begins.
    public func incidentPage(_ query: IncidentQuery) throws -> StorePage<Incident> {
        guard query.limit > 0 else { return StorePage(rows: [], next: nil) }
        let rows = try incidentRows(query, limit: query.limit + 1)
        let page = rows.prefix(query.limit)
        return StorePage(rows: page.map(\.incident), next: rows.count > query.limit ? page.last?.place : nil)
    }

    private func incidentRows(_ query: IncidentQuery, limit: Int) throws -> [(incident: Incident, place: StoreCursor)] {
        let order = query.orderClause(view)
        let page = try numbers(query, order, limit: limit)
        let text = """
            SELECT \(IncidentSQL.columns), \(order.columns) FROM incidents i WHERE i.id IN (\(page.text)) ORDER BY \(order.text)
            """
        let arguments = order.arguments + page.arguments + order.arguments
        let rows = try session.all(SQLStatement(building: text), arguments) { row in
            (Incident(row: row), order.cursor(row, from: IncidentSQL.columnCount))
        }
        return zip(try completed(rows.map(\.0)), rows).map { ($0, $1.1) }
    }

    /// The question for the numbers of a page's incidents, as SQL.
    func numbers(
        _ query: IncidentQuery, _ order: OrderClause, limit: Int
    ) throws -> (text: String, arguments: [SQLValue]) {
        var clause = try IncidentClause(query, isCounting: false, self)
        if let after = query.after {
            let condition = order.condition(after: after)
            clause.add(condition.text, condition.arguments)
        }
        let page: [SQLValue] = [.integer(Int64(max(0, limit))), .integer(Int64(max(0, query.offset)))]
        return (
            "SELECT i.id FROM incidents i WHERE \(clause.text) ORDER BY \(order.text) LIMIT ? OFFSET ?",
            clause.arguments + order.arguments + page
        )
    }

    /// How many incidents a question finds, whatever its page.
    public func incidentCount(_ query: IncidentQuery) throws -> Int64 {
        let clause = try IncidentClause(query, isCounting: true, self)
        return try counts.count("SELECT COUNT(*) FROM incidents i WHERE \(clause.text)", clause.arguments, session)
    }
}
