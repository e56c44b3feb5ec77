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

extension OpenedFile {
    /// Makes the tables that are missing, adds the columns that a spec gained, and answers how all of them lie.
    func lay(_ specs: TableSpecs) throws -> [TableLayout] {
        let connection = try connect()
        return try connection.transaction {
            try connection.execute("CREATE TABLE IF NOT EXISTS \(StoreSQL.stateTable) (position BIGINT)")
            try connection.execute(
                "INSERT INTO \(StoreSQL.stateTable) SELECT NULL WHERE NOT EXISTS (FROM \(StoreSQL.stateTable))")
            return try specs.tables.map { try OpenedFile.lay($0, connection) }
        }
    }

    private static func lay(_ spec: TableSpec, _ connection: DuckDBConnection) throws -> TableLayout {
        try connection.execute(StoreSQL.creation(of: spec))
        var known = try columns(of: spec.name, connection)
        for column in spec.columns {
            guard let found = known.first(where: { $0.name.lowercased() == column.name.lowercased() }) else {
                try connection.execute(StoreSQL.addition(of: column, to: spec.name))
                continue
            }
            guard found.type == StoreSQL.typeName(column.type) else {
                throw EventStoreError.failed(
                    "the column '\(column.name)' of \(spec.name) is stored as \(found.type), and its spec says \(column.type); "
                        + "give the spec's column another name")
            }
        }
        known = try columns(of: spec.name, connection)
        let places = Dictionary(uniqueKeysWithValues: spec.columns.enumerated().map { ($1.name.lowercased(), $0) })
        return TableLayout(
            name: spec.name,
            columns: try known.map { column in
                guard let type = StoreSQL.types[column.type] else {
                    throw EventStoreError.failed("the column '\(column.name)' of \(spec.name) is stored as \(column.type)")
                }
                let name = column.name.lowercased()
                let source: TableLayout.Source =
                    name == Events.ingestedColumn ? .ingested : places[name].map { .spec($0) } ?? .none
                return TableLayout.Column(name: column.name, type: type, source: source)
            })
    }

    private static func columns(of table: String, _ connection: DuckDBConnection) throws -> [(name: String, type: String)] {
        try connection.all(
            """
            SELECT column_name, data_type FROM duckdb_columns()
            WHERE table_name = ? AND database_name = current_database() AND schema_name = 'main' ORDER BY column_index
            """, [.text(table)]
        ) { ($0.value($1, 0).text ?? "", $0.value($1, 1).text ?? "") }
    }
}
