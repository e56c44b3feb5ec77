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

    /// Throws where the values, each written out, take more than an answer may: what lies in memory once may stand in many of them.
    /// - Returns: its bytes.
    func checkSize(within limit: Int) throws(QueryError) -> Int {
        var size = 0
        for column in columns {
            guard case .dynamics(let values) = column.storage else {
                size += column.size
                continue
            }
            for value in values where size <= limit { size += value.size(within: limit - size) }
        }
        if size > limit {
            throw QueryError(.limit, "the answer takes more than \(limit >> 20) MB; summarize, or keep fewer columns")
        }
        return size
    }
}
