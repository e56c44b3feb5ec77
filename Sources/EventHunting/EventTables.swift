internal import DuckDBEvents
internal import Events
internal import KQL

/// The tables of events for one hunt. Each statement has a connection of its own.
struct EventTables: TableProvider {
    let connect: @Sendable () throws -> DuckDBConnection
    let calls: StoreCalls
    let catalog: EventCatalog

    /// A table that gives rows alone is read batch by batch, and its reader asks between them whether to go on.
    private static let wholeDay = QueryStop(seconds: 86_400)

    var tableNames: [String] { catalog.specs.tables.flatMap { [$0.name] + $0.alsoNamed }.sorted() }

    func schema(of table: String) -> Schema? { catalog.schema(table) }

    func wholeSchema(of table: String) -> Schema? {
        catalog.schema(table).map { Schema($0.fields + [Field(Engine.ingestionColumn, .datetime)]) }
    }

    func rows(of table: String, columns: [Int]) throws -> any BatchSource {
        guard catalog.isOpen(table) else {
            throw QueryError(.unsupported, "the rows of '\(table)' say no device, and you may see those of some devices only")
        }
        guard var schema = schema(of: table) else { throw QueryError(.binding, "there is no table '\(table)'") }
        // The time when rows came in stands behind the others, where it is asked for.
        if let last = columns.last, last >= schema.fields.count { schema = wholeSchema(of: table) ?? schema }
        guard let query = translator.query(table: table, schema, columns: columns) else {
            throw QueryError(.execution, "the rows of '\(table)' cannot be read")
        }
        return try answer(query, EventTables.wholeDay)
    }

    func run(_ plan: Plan, until stop: QueryStop) throws -> (any BatchSource)? {
        try translator.query(plan).map { try answer($0, stop) }
    }

    func explanation(of plan: Plan) -> String? { translator.query(plan)?.sql }

    private var translator: PlanTranslator { PlanTranslator(catalog, calls: calls) }

    private func answer(_ query: SQLQuery, _ stop: QueryStop) throws -> any BatchSource {
        try stop.check()
        let connection = try connect()
        try StoreFunctions.register(connection, calls)
        return try query.rows(EventRows(query.sql, query.columns, connection, until: stop))
    }
}
