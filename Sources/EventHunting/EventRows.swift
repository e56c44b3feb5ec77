internal import DuckDBEvents
internal import KQL

/// The answer of a statement in batches of the engine. It belongs to the thread that runs the query.
final class EventRows: BatchSource {
    private let rows: DuckDBRows
    private let columns: [SQLColumn]
    private let stop: QueryStop
    private let watch: QueryWatch
    private let connection: DuckDBConnection

    /// - Throws: `QueryError`.
    init(_ sql: String, _ columns: [SQLColumn], _ connection: DuckDBConnection, until stop: QueryStop) throws {
        self.columns = columns
        self.stop = stop
        self.connection = connection
        watch = QueryWatch(stop, connection.interrupter)
        do {
            rows = try connection.query(sql)
        } catch {
            watch.end()
            throw EventRows.error(error, stop)
        }
    }

    deinit { watch.end() }

    func next() throws -> Batch? {
        do {
            guard let chunk = try rows.next() else { return nil }
            return Batch(try columns.enumerated().map { try EventRows.column($1, chunk[$0]) }, count: chunk.count)
        } catch let error as DuckDBError {
            throw EventRows.error(error, stop)
        }
    }

    private static func column(_ column: SQLColumn, _ vector: DuckDBVector) throws(QueryError) -> Column {
        guard let data = vector.data, vector.type == column.vectorType else {
            throw QueryError(.execution, "the event store gave \(vector.type) for a column of \(column.type.rawValue)")
        }
        return VectorColumn.read(column, data, vector.validity, count: vector.count)
    }

    private static func error(_ error: DuckDBError, _ stop: QueryStop) -> QueryError {
        switch error {
        case .interrupted:
            do {
                try stop.check()
                return QueryError(.cancelled, "the query was cancelled")
            } catch {
                return error
            }
        case .outOfMemory, .diskFull:
            return QueryError(
                .limit, "the query needs more memory than the event store may use; filter earlier, or keep fewer columns")
        case .failed(_, let message):
            if let failure = EngineFailure.error(in: message) { return failure }
            // Behind the first line stands the statement, which nobody wrote who asked.
            let reason = message.split(separator: "\n").first.map(String.init) ?? "it failed"
            return QueryError(.execution, "the event store could not answer: \(reason)")
        default: return QueryError(.execution, "the event store could not answer: \(error)")
        }
    }
}

extension SQLColumn {
    /// What DuckDB has to give for the column.
    fileprivate var vectorType: DuckDBRows.ColumnType {
        switch type {
        case .bool: .bool
        case .int, .long, .datetime, .timespan: .int64
        case .real: .real
        case .string, .guid, .dynamic, .decimal: .text
        }
    }
}
