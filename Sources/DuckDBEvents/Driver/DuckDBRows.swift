internal import CDuckDB

/// The rows of a query, chunk by chunk. It belongs to the thread of its connection.
public final class DuckDBRows {
    /// What a column holds.
    public enum ColumnType: Hashable, Sendable {
        case bool, int32, int64, real, text
        /// DuckDB's number of any other type; statements cast those away.
        case other(Int32)
    }

    public let names: [String]
    public let types: [ColumnType]
    private var result: duckdb_result
    private let statement: DuckDBStatement
    private let sql: String
    private let library: DuckDBLibrary

    init(_ result: duckdb_result, of statement: DuckDBStatement, _ sql: String, _ library: DuckDBLibrary) {
        var result = result
        let api = library.api.pointee
        let columns = 0..<api.column_count(&result)
        names = columns.map { column in api.column_name(&result, column).map { String(cString: $0) } ?? "" }
        types = columns.map { DuckDBRows.type(api.column_type(&result, $0)) }
        self.result = result
        self.statement = statement
        self.sql = sql
        self.library = library
    }

    deinit { library.api.pointee.destroy_result(&result) }

    /// The next rows, `nil` when there are no more.
    /// - Throws: `DuckDBError`, `interrupted` among them.
    public func next() throws(DuckDBError) -> DuckDBChunk? {
        let api = library.api.pointee
        if let chunk = api.fetch_chunk(result) { return DuckDBChunk(chunk, types, library) }
        guard let error = api.result_error(&result) else { return nil }
        throw DuckDBError(api.result_error_type(&result), String(cString: error), statement: sql)
    }

    private static func type(_ number: duckdb_type) -> ColumnType {
        switch Int(number) {
        case DUCKDB_TYPE_BOOLEAN: .bool
        case DUCKDB_TYPE_INTEGER: .int32
        case DUCKDB_TYPE_BIGINT: .int64
        case DUCKDB_TYPE_DOUBLE: .real
        case DUCKDB_TYPE_VARCHAR: .text
        default: .other(number)
        }
    }
}
