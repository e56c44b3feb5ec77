internal import CaseStore
public import KQL
public import Primitives
internal import SecurityModel

/// What helps those who write queries: their mistakes while they type, and how much each table holds.
extension HuntDesk {
    /// Rows of a table, and their times.
    public struct TableFigures: Hashable, Sendable {
        public var table: String
        public var rows: Int64
        public var oldest: Timestamp?
        public var newest: Timestamp?

        public init(table: String, rows: Int64, oldest: Timestamp?, newest: Timestamp?) {
            (self.table, self.rows, self.oldest, self.newest) = (table, rows, oldest, newest)
        }
    }

    /// What looking at a query found: all its mistakes, and without any the columns of its answer.
    public struct Check: Hashable, Sendable {
        public var problems: [QueryError] = []
        public var columns: [String] = []
    }

    /// The functions that queries may call beside those of the language, sorted.
    public var functionNames: [String] {
        Set(EnvironmentFunctions.ofEvents.keys).union(EnvironmentFunctions.ofCases.keys).union(
            events?.functions.keys.map { $0 } ?? []
        )
        .sorted()
    }

    /// Looks at queries; names and types are looked at, no rows.
    public func checks(of queries: [String]) async throws -> [Check] {
        let (events, view) = (events, CaseView.current)
        return try await store.read { reader in
            let engine = Engine(provider: try HuntDesk.tables(reader, view, events, HuntSpan()))
            return queries.map { query in
                let (mistakes, columns) = engine.review(query)
                return mistakes.isEmpty ? Check(columns: columns.map(\.name)) : Check(problems: mistakes)
            }
        }
    }

    /// How many alerts and incidents the tables of the cases hold, as far as the current `CaseView` reaches. What other tables
    /// hold is the store of events' to say.
    public func caseFigures() async throws -> [TableFigures] {
        try await store.read { reader in
            let (alerts, incidents) = (try reader.alertCount(AlertQuery()), try reader.incidentCount(IncidentQuery()))
            let first = try reader.firstAlert(isDescending: false)?.created
            let last = try reader.firstAlert(isDescending: true)?.created
            return ["AlertInfo", "SecurityAlert"].map { TableFigures(table: $0, rows: alerts, oldest: first, newest: last) }
                + [TableFigures(table: "SecurityIncident", rows: incidents, oldest: first, newest: last)]
        }
    }
}

extension CaseReader {
    fileprivate func firstAlert(isDescending: Bool) throws -> Alert? {
        var query = AlertQuery()
        query.ordering = [StoreOrder(AlertColumns.created, isDescending: isDescending)]
        query.limit = 1
        return try alertPage(query).rows.first
    }
}
