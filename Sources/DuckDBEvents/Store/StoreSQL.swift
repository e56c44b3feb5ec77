internal import Events

/// The words of the store's statements.
enum StoreSQL {
    /// How far the inbox was read: the highest row counts, NULL before anything was appended. Each batch adds a row, as a row that is
    /// changed in its place would have to wait for whoever reads before it can be kept.
    static let stateTable = "\"_watchfloor\""

    /// Puts what was committed on the disk. Others may store and read meanwhile.
    static let checkpoint = "CHECKPOINT"

    /// A name as statements hold it.
    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    static func typeName(_ type: ColumnType) -> String {
        switch type {
        case .string, .dynamic, .guid: "VARCHAR"
        case .int: "INTEGER"
        case .long, .datetime: "BIGINT"
        case .real: "DOUBLE"
        case .bool: "BOOLEAN"
        }
    }

    static let types: [String: DuckDBRows.ColumnType] = [
        "VARCHAR": .text, "INTEGER": .int32, "BIGINT": .int64, "DOUBLE": .real, "BOOLEAN": .bool,
    ]

    /// Texts that are whole documents, beside those of `dynamic`. They are packed as text is (ZSTD) without a look at what else would
    /// do: that look, and the other way of packing that DuckDB takes for a part of them, cost more than all else that a checkpoint does,
    /// and leave the file of events of Windows more than twice as large.
    private static let documents: Set<String> = ["EventData", "ParameterXml", "RawData", "RawEventData", "RenderedDescription"]

    /// The same type in a statement.
    private static func definition(of column: ColumnSpec) -> String {
        let packing = column.type == .dynamic || documents.contains(column.name) ? " USING COMPRESSION zstd" : ""
        // Texts are never NULL: the default is what rows have that are older than the column.
        return "\(quoted(column.name)) \(typeName(column.type))\(column.type.isText ? " DEFAULT ''" + packing : "")"
    }

    static func creation(of spec: TableSpec) -> String {
        let columns = spec.columns.map(definition) + ["\(quoted(Events.ingestedColumn)) BIGINT"]
        return "CREATE TABLE IF NOT EXISTS \(quoted(spec.name)) (\(columns.joined(separator: ", ")))"
    }

    static func addition(of column: ColumnSpec, to table: String) -> String {
        "ALTER TABLE \(quoted(table)) ADD COLUMN \(definition(of: column))"
    }
}

extension DuckDBConnection {
    /// Every row of a small result.
    func all<Row>(
        _ sql: String, _ arguments: [DuckDBValue] = [], _ row: (DuckDBChunk, Int) throws -> Row
    ) throws -> [Row] {
        let rows = try query(sql, arguments)
        var all: [Row] = []
        while let chunk = try rows.next() {
            for place in 0..<chunk.count { all.append(try row(chunk, place)) }
        }
        return all
    }

    /// The one whole number that a statement answers; `nil` for NULL and for no row.
    func number(_ sql: String, _ arguments: [DuckDBValue] = []) throws -> Int64? {
        try all(sql, arguments) { $0.value($1, 0).integer }.first ?? nil
    }
}

extension DuckDBChunk {
    func value(_ row: Int, _ column: Int) -> DuckDBValue { self[column].value(row) }
}

extension DuckDBValue {
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
}
