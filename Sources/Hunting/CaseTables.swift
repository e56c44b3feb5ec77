internal import CaseStore
internal import KQL
internal import Primitives

/// The tables of one snapshot of the cases.
///
/// `@unchecked Sendable`: the reader belongs to one thread; the tables live as long as one read and are asked by the engine
/// on that thread alone.
struct CaseTables: TableProvider, @unchecked Sendable {
    let reader: CaseReader
    /// The hunt sees nothing that was made outside. What is made here comes in at that moment.
    let span: HuntSpan

    var tableNames: [String] { HuntingTables.all.map(\.name) }

    func schema(of table: String) -> Schema? { self.table(table)?.schema }

    func table(of function: String, arguments: [Value]) -> String? {
        guard function == "_GetWatchlist" else { return nil }
        if case .string(let alias)? = arguments.first { return WatchlistLookup.tableName(of: alias) }
        return ""
    }

    func rows(of table: String, columns: [Int]) throws -> any BatchSource {
        try rows(of: table, columns: columns, where: [])
    }

    func rows(of table: String, columns: [Int], where conditions: [BoundExpression]) throws -> any BatchSource {
        guard let found = self.table(table) else { throw QueryError(.binding, "there is no table '\(table)'") }
        let names = found.columns.map(\.name)
        var time = ValueBounds(of: places(of: ["Timestamp", "TimeGenerated"], in: names), in: conditions)
        for start in [span.start, span.received?.lowerBound] { if let start { time.begin(at: start) } }
        for end in [span.end, span.received?.upperBound] { if let end { time.end(at: end) } }
        let name = ValueBounds(of: places(of: ["AlertId", "SystemAlertId", "ProviderIncidentId"], in: names), in: conditions)
        return try found.rows(reader, columns: columns, where: RowBounds(time: time, name: name, ownRule: span.ownRule))
    }

    private func table(_ name: String) -> (any HuntingTable)? {
        if let alias = WatchlistLookup.alias(of: name) { return WatchlistLookup(alias, reader) }
        return HuntingTables.named[name]
    }

    private func places(of wanted: Set<String>, in names: [String]) -> Set<Int> {
        Set(names.indices.filter { wanted.contains(names[$0]) })
    }
}

/// The list of tables.
enum HuntingTables {
    static let all: [any HuntingTable] = [
        AlertTables.info, AlertEvidenceTable.table, SecurityAlertTable.table, SecurityIncidentTable.table,
        WatchlistTable.table, IndicatorTables.indicators, IndicatorTables.observables,
    ]

    static let named: [String: any HuntingTable] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
