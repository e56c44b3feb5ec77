internal import SQL
public import SecurityModel

/// A question to all alerts: which, in which order, which page of them.
public struct AlertQuery: Sendable {
    /// A condition over `AlertColumns`.
    public var predicate: StorePredicate?
    /// Values of one facet are alternatives; several facets all have to hold. Of those that stand beside alerts
    /// (`IncidentFacet.sensitivityLabel` and after it); others are columns.
    public var facets: [(kind: IncidentFacet, values: [String])] = []
    /// Each of them came with the alert, or was given to its incident.
    public var tags: [String] = []
    /// Empty for the newest first.
    public var ordering: [StoreOrder] = []
    /// The end of the page before.
    public var after: StoreCursor?
    public var limit = 50
    public var offset = 0
    var setSizes = MemberSet.Sizes()

    public init() {}

    func orderClause(_ view: CaseView) -> OrderClause {
        OrderClause(
            ordering.isEmpty ? [StoreOrder(AlertColumns.created, isDescending: true)] : ordering, id: AlertColumns.id, view)
    }
}

extension CaseReader {
    /// A page of alerts with the place where the next one begins.
    public func alertPage(_ query: AlertQuery) throws -> StorePage<Alert> {
        guard query.limit > 0 else { return StorePage(rows: [], next: nil) }
        let order = query.orderClause(view)
        let page = try numbers(query, order)
        let text = """
            SELECT \(AlertSQL.columns), \(order.columns)
            FROM (\(page.text)) page
            JOIN alerts a ON a.id = page.id JOIN incidents i ON i.id = a.home JOIN incidents h ON h.id = a.home
            LEFT JOIN sources s ON s.id = a.source
            ORDER BY \(order.text)
            """
        let arguments = order.arguments + page.arguments + order.arguments
        let rows = try session.all(SQLStatement(building: text), arguments) { row in
            (Alert(row: row), order.cursor(row, from: AlertSQL.columnCount))
        }
        let shown = rows.prefix(query.limit)
        return StorePage(
            rows: try shown.map { try completed($0.0) }, next: rows.count > query.limit ? shown.last?.1 : nil)
    }

    /// The numbers of a page, picked out of the index of an order alone: incidents are looked up for all alerts only where the
    /// question is about them.
    func numbers(_ query: AlertQuery, _ order: OrderClause) throws -> (text: String, arguments: [SQLValue]) {
        var (condition, arguments) = try clause(of: query, isCounting: false)
        if let after = query.after {
            let place = order.condition(after: after)
            condition += " AND \(place.text)"
            arguments += place.arguments
        }
        let home = namesIncident(query) || query.ordering.contains { $0.column == AlertColumns.incident } ? homeOfAlert : ""
        let text = "SELECT a.id FROM alerts a \(home)WHERE \(condition) ORDER BY \(order.text) LIMIT ? OFFSET ?"
        let page: [SQLValue] = [.integer(Int64(query.limit) + 1), .integer(Int64(max(0, query.offset)))]
        return (text, arguments + order.arguments + page)
    }

    /// How many alerts a question finds, whatever its page.
    public func alertCount(_ query: AlertQuery) throws -> Int64 {
        let (condition, arguments) = try clause(of: query, isCounting: true)
        let home = namesIncident(query) ? homeOfAlert : ""
        return try counts.count("SELECT COUNT(*) FROM alerts a \(home)WHERE \(condition)", arguments, session)
    }

    /// The incident of an alert as `h`.
    private var homeOfAlert: String { "JOIN incidents h ON h.id = a.home " }

    private func namesIncident(_ query: AlertQuery) -> Bool {
        PredicateClause(query.predicate ?? .always, view).namesIncidentOfAlert
    }

    private func clause(of query: AlertQuery, isCounting: Bool) throws -> (text: String, arguments: [SQLValue]) {
        let clause = PredicateClause(query.predicate ?? .always, view)
        var (text, arguments) = ("(\(clause.text))", clause.arguments)
        for set in MemberSet.sets(of: query) {
            text += " AND " + (try set.condition(on: "a.id", isCounting: isCounting, query.setSizes, session))
            arguments += set.arguments
        }
        guard !view.isEverything else { return (text, arguments) }
        let seen = ViewClause.alerts(view)
        return ("\(seen.text) AND \(text)", seen.arguments + arguments)
    }
}
