public import CDuckDB

/// A connection: one statement at a time, on one thread at a time. Its calls block.
public final class DuckDBConnection {
    private let database: DuckDBDatabase
    let shared: DuckDBInterrupter

    var library: DuckDBLibrary { database.library }
    /// The handle, for functions of the library that have no name here.
    public var handle: duckdb_connection { shared.handle }

    init(_ handle: duckdb_connection, of database: DuckDBDatabase) {
        self.database = database
        shared = DuckDBInterrupter(handle, database)
    }

    /// Ends what runs on this connection, from another thread.
    public var interrupter: DuckDBInterrupter { shared }

    /// Runs a statement whose rows nobody wants.
    /// - Returns: rows that were changed.
    /// - Throws: `DuckDBError`.
    @discardableResult
    public func execute(_ sql: String, _ arguments: [DuckDBValue] = []) throws(DuckDBError) -> Int {
        try prepare(sql).execute(arguments)
    }

    /// Runs a statement and gives its rows, chunk by chunk while they are made. Another statement on this connection ends it.
    /// - Throws: `DuckDBError`.
    public func query(_ sql: String, _ arguments: [DuckDBValue] = []) throws(DuckDBError) -> DuckDBRows {
        try prepare(sql).query(arguments)
    }

    /// - Throws: `DuckDBError`.
    public func prepare(_ sql: String) throws(DuckDBError) -> DuckDBStatement { try DuckDBStatement(sql, on: self) }

    /// Runs a body in a transaction: all of it is in when this returns, or it has changed nothing.
    /// - Throws: `DuckDBError`, and what the body throws.
    public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("BEGIN TRANSACTION")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // Where the commit failed there is nothing left to take back.
            _ = try? execute("ROLLBACK")
            throw error
        }
    }
}

/// Ends the statement that runs on a connection, which then throws `DuckDBError.interrupted`. It also keeps the connection.
///
/// `@unchecked Sendable`: the handle never changes, and DuckDB lets any thread interrupt.
public final class DuckDBInterrupter: @unchecked Sendable {
    let handle: duckdb_connection
    private let database: DuckDBDatabase

    init(_ handle: duckdb_connection, _ database: DuckDBDatabase) {
        self.handle = handle
        self.database = database
    }

    deinit {
        var handle: duckdb_connection? = handle
        database.library.api.pointee.disconnect(&handle)
    }

    public func interrupt() { database.library.api.pointee.interrupt(handle) }
}
