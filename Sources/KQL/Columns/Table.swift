/// Rows in memory.
public struct Table: Sendable {
    public var schema: Schema
    public var columns: [Column]
    public var count: Int

    public init(_ schema: Schema, _ columns: [Column], count: Int) {
        self.schema = schema
        self.columns = columns
        self.count = count
    }

    /// A table from rows of values, each of the width of the schema.
    public init(_ schema: Schema, rows: [[Value]]) {
        columns = schema.fields.indices.map { index in Column(schema.fields[index].type, rows.lazy.map { $0[index] }) }
        self.schema = schema
        count = rows.count
    }

    /// The values of one row.
    public func row(_ index: Int) -> [Value] { columns.map { $0[index] } }

    func gather(_ rows: [Int32]) -> Table { Table(schema, columns.map { $0.gather(rows) }, count: rows.count) }

    /// Roughly how many bytes the columns take.
    var size: Int { columns.reduce(0) { $0 + $1.size } }
}
