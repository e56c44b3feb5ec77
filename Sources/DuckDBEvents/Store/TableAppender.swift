internal import CDuckDB
internal import Events

/// Puts rows into a table of the file, within the transaction of its connection.
///
/// A statement reads them from a function of ours, which takes them out of our own memory chunk by chunk. DuckDB's appender would copy
/// all of them first, and then store them with as many threads as there are, which takes twice the processor time.
final class TableAppender {
    private let source: RowSource
    private let statement: DuckDBStatement

    /// To be made outside a transaction.
    init(_ layout: TableLayout, _ connection: DuckDBConnection) throws(DuckDBError) {
        source = RowSource(layout, connection.library)
        try connection.register(source)
        statement = try connection.prepare(
            "INSERT INTO \(StoreSQL.quoted(layout.name)) SELECT * FROM \(StoreSQL.quoted(source.name))()")
    }

    func append(_ rows: TableRows) throws(DuckDBError) {
        source.begin(rows)
        defer { source.end() }
        let count = try statement.execute()
        guard count == rows.count else {
            throw .failed(statement: source.name, message: "\(count) of \(rows.count) rows were taken")
        }
    }
}

/// Rows that a statement reads as a table.
///
/// `@unchecked Sendable`: a thread of DuckDB's reads it while the one that changed it waits for the statement.
final class RowSource: @unchecked Sendable {
    let name: String
    private let layout: TableLayout
    private let library: DuckDBLibrary
    private var rows: TableRows?
    private var next = 0

    init(_ layout: TableLayout, _ library: DuckDBLibrary) {
        name = "_append_\(layout.name)"
        self.layout = layout
        self.library = library
    }

    func begin(_ rows: TableRows) { (self.rows, next) = (rows, 0) }

    func end() { rows = nil }

    /// Says which columns there are.
    fileprivate func describe(to info: duckdb_bind_info?) {
        let api = library.api.pointee
        for column in layout.columns {
            var type = api.create_logical_type(column.type.number)
            api.bind_add_result_column(info, column.name, type)
            api.destroy_logical_type(&type)
        }
    }

    /// Fills a chunk with the next rows, with none at the end. Texts lie in the rows' own memory until DuckDB has stored the chunk.
    fileprivate func fill(_ chunk: duckdb_data_chunk?) {
        let api = library.api.pointee
        guard let rows, next < rows.count else { return api.data_chunk_set_size(chunk, 0) }
        let range = next..<min(next + Int(api.vector_size()), rows.count)
        for (place, column) in layout.columns.enumerated() {
            let target = VectorFilling(api.data_chunk_get_vector(chunk, idx_t(place)), column.type, library)
            switch column.source {
            case .spec(let source): target.fill(rows.columns[source], range)
            case .ingested: target.fill(rows.ingested, range)
            case .none: target.empty(range.count)
            }
        }
        api.data_chunk_set_size(chunk, idx_t(range.count))
        next = range.upperBound
    }
}

extension DuckDBConnection {
    /// Makes rows known under their name. DuckDB keeps them as long as the database is open.
    fileprivate func register(_ source: RowSource) throws(DuckDBError) {
        let api = library.api.pointee
        var function = api.create_table_function()
        defer { api.destroy_table_function(&function) }
        api.table_function_set_name(function, source.name)
        api.table_function_set_extra_info(function, Unmanaged.passRetained(source).toOpaque()) { pointer in
            if let pointer { Unmanaged<RowSource>.fromOpaque(pointer).release() }
        }
        api.table_function_set_bind(function) { info in
            RowSource.of(cduckdb_loaded()?.pointee.bind_get_extra_info(info))?.describe(to: info)
        }
        api.table_function_set_init(function) { _ in }
        api.table_function_set_function(function) { info, chunk in
            RowSource.of(cduckdb_loaded()?.pointee.function_get_extra_info(info))?.fill(chunk)
        }
        guard api.register_table_function(handle, function) == 0 else {
            throw .failed(statement: source.name, message: "the rows cannot be registered")
        }
    }
}

extension RowSource {
    fileprivate static func of(_ pointer: UnsafeMutableRawPointer?) -> RowSource? {
        pointer.map { Unmanaged<RowSource>.fromOpaque($0).takeUnretainedValue() }
    }
}
