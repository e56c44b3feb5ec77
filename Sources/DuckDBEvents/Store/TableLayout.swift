internal import Events

/// How a table lies in the file: its columns in their order there, and where each comes from.
struct TableLayout {
    struct Column {
        var name: String
        var type: DuckDBRows.ColumnType
        var source: Source
    }

    enum Source: Hashable {
        /// The place of the column in the spec.
        case spec(Int)
        case ingested
        /// A column that the spec no longer has: it stays, and new rows have nothing in it.
        case none
    }

    var name: String
    var columns: [Column]
}

extension TableLayout {
    /// Makes the tables that are missing, adds the columns that a spec gained, and answers how all of them lie.
    static func lay(_ specs: TableSpecs, _ connection: DuckDBConnection) throws -> [TableLayout] {
        try connection.transaction {
            try connection.execute("CREATE TABLE IF NOT EXISTS \(StoreSQL.stateTable) (position BIGINT)")
            try connection.execute(
                "INSERT INTO \(StoreSQL.stateTable) SELECT NULL WHERE NOT EXISTS (FROM \(StoreSQL.stateTable))")
            let known = try columns(connection)
            for spec in specs.tables { try prepare(spec, known[spec.name], connection) }
            let laid = try columns(connection)
            return try specs.tables.map { try layout($0, laid[$0.name] ?? []) }
        }
    }

    private typealias Laid = (name: String, type: String)

    /// Makes the table, or the columns that it lacks.
    private static func prepare(_ spec: TableSpec, _ known: [Laid]?, _ connection: DuckDBConnection) throws {
        guard let known else {
            try connection.execute(StoreSQL.creation(of: spec))
            return
        }
        let types = Dictionary(known.map { ($0.name.lowercased(), $0.type) }) { first, _ in first }
        for column in spec.columns {
            guard let type = types[column.name.lowercased()] else {
                try connection.execute(StoreSQL.addition(of: column, to: spec.name))
                continue
            }
            guard type == StoreSQL.typeName(column.type) else {
                throw EventStoreError.failed(
                    "the column '\(column.name)' of \(spec.name) is stored as \(type), and its spec says \(column.type); "
                        + "give the spec's column another name")
            }
        }
    }

    private static func layout(_ spec: TableSpec, _ laid: [Laid]) throws -> TableLayout {
        let places = Dictionary(uniqueKeysWithValues: spec.columns.enumerated().map { ($1.name.lowercased(), $0) })
        return TableLayout(
            name: spec.name,
            columns: try laid.map { column in
                guard let type = StoreSQL.types[column.type] else {
                    throw EventStoreError.failed("the column '\(column.name)' of \(spec.name) is stored as \(column.type)")
                }
                let name = column.name.lowercased()
                let source: Source =
                    name == Events.ingestedColumn ? .ingested : places[name].map { .spec($0) } ?? .none
                return Column(name: column.name, type: type, source: source)
            })
    }

    /// The columns of all tables, in their order there.
    private static func columns(_ connection: DuckDBConnection) throws -> [String: [Laid]] {
        let rows = try connection.all(
            """
            SELECT table_name, column_name, data_type FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = 'main' ORDER BY table_name, column_index
            """
        ) { chunk, row in (0..<3).map { chunk.value(row, $0).text ?? "" } }
        return Dictionary(grouping: rows) { $0[0] }.mapValues { rows in rows.map { ($0[1], $0[2]) } }
    }
}
