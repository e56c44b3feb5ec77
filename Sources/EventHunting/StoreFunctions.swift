internal import CDuckDB
internal import DuckDBEvents
internal import KQL

/// The functions of DuckDB's that ask the engine (`StoreCalls`). They are known to every connection of a database, and run on
/// DuckDB's threads.
enum StoreFunctions {
    /// Makes the functions known where they are not.
    /// - Throws: `DuckDBError`.
    static func register(_ connection: DuckDBConnection, _ calls: StoreCalls) throws(DuckDBError) {
        // The last one that is registered tells whether all are.
        if (try? connection.prepare("SELECT kql_test(0, '')")) != nil { return }
        for function in all { try register(function, connection, calls) }
    }

    private struct Function {
        var name: String
        var result: Int
        var body: duckdb_scalar_function_t
        /// Takes any columns; otherwise one text.
        var isVariadic = true
    }

    private static let all = [
        Function(name: "kql_bool", result: DUCKDB_TYPE_BOOLEAN, body: evaluate),
        Function(name: "kql_long", result: DUCKDB_TYPE_BIGINT, body: evaluate),
        Function(name: "kql_real", result: DUCKDB_TYPE_DOUBLE, body: evaluate),
        Function(name: "kql_text", result: DUCKDB_TYPE_VARCHAR, body: evaluate),
        Function(name: "kql_test", result: DUCKDB_TYPE_BOOLEAN, body: test, isVariadic: false),
    ]

    /// DuckDB's number of the type that stands for every other.
    private static let anyType: duckdb_type = 34

    private static func register(
        _ function: Function, _ connection: DuckDBConnection, _ calls: StoreCalls
    ) throws(DuckDBError) {
        guard let api = cduckdb_loaded()?.pointee else { throw .noLibrary([]) }
        var made = api.create_scalar_function()
        defer { api.destroy_scalar_function(&made) }
        api.scalar_function_set_name(made, function.name)
        withType(duckdb_type(DUCKDB_TYPE_BIGINT), api) { api.scalar_function_add_parameter(made, $0) }
        if function.isVariadic {
            withType(anyType, api) { api.scalar_function_set_varargs(made, $0) }
        } else {
            withType(duckdb_type(DUCKDB_TYPE_VARCHAR), api) { api.scalar_function_add_parameter(made, $0) }
        }
        withType(duckdb_type(function.result), api) { api.scalar_function_set_return_type(made, $0) }
        api.scalar_function_set_special_handling(made)
        api.scalar_function_set_extra_info(made, Unmanaged.passRetained(calls).toOpaque()) { held in
            if let held { Unmanaged<StoreCalls>.fromOpaque(held).release() }
        }
        api.scalar_function_set_function(made, function.body)
        guard api.register_scalar_function(connection.handle, made) == 0 else {
            throw .failed(statement: function.name, message: "the function cannot be registered")
        }
    }

    private static func withType(_ number: duckdb_type, _ api: cduckdb_api, _ body: (duckdb_logical_type?) -> Void) {
        var made = api.create_logical_type(number)
        body(made)
        api.destroy_logical_type(&made)
    }

    // MARK: Bodies

    /// What a chunk of rows asks for: the call that its first column names.
    private static func withCall(
        _ info: duckdb_function_info?, _ input: duckdb_data_chunk?,
        _ body: (cduckdb_api, StoreCall, _ count: Int) throws -> Void
    ) {
        guard let api = cduckdb_loaded()?.pointee, let held = api.scalar_function_get_extra_info(info) else { return }
        let count = Int(api.data_chunk_get_size(input))
        guard count > 0, let numbers = api.vector_get_data(api.data_chunk_get_vector(input, 0)) else { return }
        let calls = Unmanaged<StoreCalls>.fromOpaque(held).takeUnretainedValue()
        guard let call = calls[numbers.load(as: Int64.self)] else {
            return api.scalar_function_set_error(info, "nothing is known of this call")
        }
        do {
            try body(api, call, count)
        } catch {
            api.scalar_function_set_error(info, EngineFailure.message(of: error))
        }
    }

    private static let test: duckdb_scalar_function_t = { info, input, output in
        withCall(info, input) { api, call, count in
            let texts = api.data_chunk_get_vector(input, 1)
            guard case .test(let test) = call, let data = api.vector_get_data(texts), let answers = api.vector_get_data(output)
            else { return }
            let validity = UnsafePointer(api.vector_get_validity(texts))
            withUnsafeTemporaryAllocation(of: UnsafeBufferPointer<UInt8>.self, capacity: count) { rows in
                for row in 0..<count {
                    rows[row] = VectorColumn.hasValue(validity, row) ? VectorColumn.text(data, row) : VectorColumn.nothing
                }
                test(UnsafeBufferPointer(rows), answers.assumingMemoryBound(to: Bool.self))
            }
        }
    }

    private static let evaluate: duckdb_scalar_function_t = { info, input, output in
        withCall(info, input) { api, call, count in
            guard case .expression(let expression) = call else { return }
            let columns = expression.columns.enumerated().compactMap { place, column -> Column? in
                let vector = api.data_chunk_get_vector(input, idx_t(place + 1))
                return api.vector_get_data(vector).map {
                    VectorColumn.read(column, $0, UnsafePointer(api.vector_get_validity(vector)), count: count)
                }
            }
            VectorColumn.write(try expression.values(columns, count: count), count: count, to: output, api)
        }
    }
}
