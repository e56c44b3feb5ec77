public import CDuckDB

/// A function of one row that statements may call, written in C or in Swift for C. It is called on DuckDB's threads.
public struct DuckDBFunction {
    public var name: String
    public var parameters: [DuckDBRows.ColumnType]
    public var result: DuckDBRows.ColumnType
    /// Fills the output for the rows of the input. It reaches the library by `cduckdb_loaded`.
    public var body: duckdb_scalar_function_t
    /// Whether the body is asked about NULL too; otherwise NULL gives NULL.
    public var takesNull: Bool

    public init(
        _ name: String, _ parameters: [DuckDBRows.ColumnType], _ result: DuckDBRows.ColumnType, takesNull: Bool = false,
        body: @escaping duckdb_scalar_function_t
    ) {
        (self.name, self.parameters, self.result, self.takesNull, self.body) = (name, parameters, result, takesNull, body)
    }
}

extension DuckDBConnection {
    /// Makes a function known to all connections of the database.
    /// - Throws: `DuckDBError`.
    public func register(_ function: DuckDBFunction) throws(DuckDBError) {
        let api = library.api.pointee
        var made = api.create_scalar_function()
        defer { api.destroy_scalar_function(&made) }
        api.scalar_function_set_name(made, function.name)
        for parameter in function.parameters {
            withType(parameter) { api.scalar_function_add_parameter(made, $0) }
        }
        withType(function.result) { api.scalar_function_set_return_type(made, $0) }
        if function.takesNull { api.scalar_function_set_special_handling(made) }
        api.scalar_function_set_function(made, function.body)
        guard api.register_scalar_function(handle, made) == 0 else {
            throw .failed(statement: function.name, message: "the function cannot be registered")
        }
    }

    private func withType(_ type: DuckDBRows.ColumnType, _ body: (duckdb_logical_type?) -> Void) {
        var made = library.api.pointee.create_logical_type(type.number)
        body(made)
        library.api.pointee.destroy_logical_type(&made)
    }
}

extension DuckDBRows.ColumnType {
    /// DuckDB's number.
    var number: duckdb_type {
        switch self {
        case .bool: duckdb_type(DUCKDB_TYPE_BOOLEAN)
        case .int32: duckdb_type(DUCKDB_TYPE_INTEGER)
        case .int64: duckdb_type(DUCKDB_TYPE_BIGINT)
        case .real: duckdb_type(DUCKDB_TYPE_DOUBLE)
        case .text: duckdb_type(DUCKDB_TYPE_VARCHAR)
        case .other(let number): number
        }
    }
}
