internal import CDuckDB
internal import Events

/// Puts rows into a table of the file, chunk by chunk, within the transaction of its connection.
struct TableAppender {
    private let layout: TableLayout
    private let connection: DuckDBConnection
    private var api: cduckdb_api { connection.library.api.pointee }

    init(_ layout: TableLayout, _ connection: DuckDBConnection) {
        self.layout = layout
        self.connection = connection
    }

    func append(_ rows: TableRows) throws(DuckDBError) {
        var appender: duckdb_appender?
        // It would write what it still holds, so that is cleared after an error.
        defer { _ = api.appender_destroy(&appender) }
        guard api.appender_create(connection.handle, nil, layout.name, &appender) == 0 else { throw failure(of: appender) }
        var types = layout.columns.map { api.create_logical_type($0.type.number) }
        defer { for index in types.indices { api.destroy_logical_type(&types[index]) } }
        var chunk = api.create_data_chunk(&types, idx_t(types.count))
        defer { api.destroy_data_chunk(&chunk) }
        let size = Int(api.vector_size())
        for start in stride(from: 0, to: rows.count, by: size) {
            let range = start..<min(start + size, rows.count)
            guard fill(chunk, with: rows, range, appender) else { throw failure(of: appender) }
        }
        guard api.appender_flush(appender) == 0 else { throw failure(of: appender) }
    }

    /// Fills the chunk and hands it over; answers whether it was taken. Texts lie in the rows' own memory until the appender has its copy of them.
    private func fill(
        _ chunk: duckdb_data_chunk?, with rows: TableRows, _ range: Range<Int>, _ appender: duckdb_appender?
    ) -> Bool {
        api.data_chunk_reset(chunk)
        api.data_chunk_set_size(chunk, idx_t(range.count))
        for (place, column) in layout.columns.enumerated() {
            let target = VectorFilling(api.data_chunk_get_vector(chunk, idx_t(place)), column.type, connection.library)
            switch column.source {
            case .spec(let source): target.fill(rows.columns[source], range)
            case .ingested: target.fill(rows.ingested, range)
            case .none: target.empty(range.count)
            }
        }
        return api.append_data_chunk(appender, chunk) == 0
    }

    private func failure(of appender: duckdb_appender?) -> DuckDBError {
        var data = api.appender_error_data(appender)
        defer { api.destroy_error_data(&data) }
        defer { _ = api.appender_clear(appender) }
        let message = api.error_data_message(data).map { String(cString: $0) } ?? "it takes no rows"
        return DuckDBError(api.error_data_error_type(data), message, statement: "append to \(layout.name)")
    }
}
