internal import CDuckDB

/// What a parameter of a statement is.
public enum DuckDBValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
}

/// A prepared statement, to be run any number of times.
public final class DuckDBStatement {
    private let sql: String
    private let connection: DuckDBConnection
    private var handle: duckdb_prepared_statement?
    private var api: cduckdb_api { connection.library.api.pointee }

    init(_ sql: String, on connection: DuckDBConnection) throws(DuckDBError) {
        self.sql = sql
        self.connection = connection
        let api = connection.library.api.pointee
        guard api.prepare(connection.handle, sql, &handle) != 0 else { return }
        defer { api.destroy_prepare(&handle) }
        throw DuckDBError(api.prepare_error(handle).map { String(cString: $0) } ?? "it cannot be read", statement: sql)
    }

    deinit { api.destroy_prepare(&handle) }

    /// - Returns: rows that were changed.
    @discardableResult
    public func execute(_ arguments: [DuckDBValue] = []) throws(DuckDBError) -> Int {
        var result = duckdb_result()
        defer { api.destroy_result(&result) }
        try bind(arguments)
        if api.execute_prepared(handle, &result) != 0 { throw failure(&result) }
        return Int(api.rows_changed(&result))
    }

    /// The rows, while they are made.
    public func query(_ arguments: [DuckDBValue] = []) throws(DuckDBError) -> DuckDBRows {
        var result = duckdb_result()
        try bind(arguments)
        if api.execute_prepared_streaming(handle, &result) != 0 {
            defer { api.destroy_result(&result) }
            throw failure(&result)
        }
        return DuckDBRows(result, of: self, sql, connection.library)
    }

    private func failure(_ result: inout duckdb_result) -> DuckDBError {
        let message = api.result_error(&result).map { String(cString: $0) } ?? "it failed"
        return DuckDBError(api.result_error_type(&result), message, statement: sql)
    }

    private func bind(_ arguments: [DuckDBValue]) throws(DuckDBError) {
        guard arguments.count == Int(api.nparams(handle)) else {
            throw .failed(statement: sql, message: "it takes \(api.nparams(handle)) arguments, not \(arguments.count)")
        }
        for (index, argument) in arguments.enumerated() {
            let place = idx_t(index + 1)
            let state =
                switch argument {
                case .null: api.bind_null(handle, place)
                case .bool(let flag): api.bind_boolean(handle, place, flag)
                case .integer(let number): api.bind_int64(handle, place, number)
                case .real(let number): api.bind_double(handle, place, number)
                case .text(let text): bind(text, place)
                }
            guard state == 0 else { throw .failed(statement: sql, message: "argument \(index + 1) cannot be \(argument)") }
        }
    }

    private func bind(_ text: String, _ place: idx_t) -> duckdb_state {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                api.bind_varchar_length(handle, place, $0.baseAddress ?? DuckDBStatement.nothing, idx_t($0.count))
            }
        }
    }

    /// A null pointer would bind NULL instead of an empty text.
    private static var nothing: UnsafePointer<CChar>? { UnsafePointer(bitPattern: 1) }
}
