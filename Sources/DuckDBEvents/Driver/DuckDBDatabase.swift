internal import CDuckDB

/// An open database. Connections may be made and used on any thread, each on one at a time.
///
/// `@unchecked Sendable`: the handle never changes, and DuckDB's databases may be used from all threads.
public final class DuckDBDatabase: @unchecked Sendable {
    public let library: DuckDBLibrary
    private let handle: duckdb_database

    /// The name by which statements know the file.
    private static let name = "events"

    private let isFile: Bool

    /// Opens or makes a file; a path of `nil` is a database in memory. It blocks.
    ///
    /// No log of changes is written: what was committed is on the disk after the next CHECKPOINT, and a process that is killed
    /// leaves the file as it was at the last one. A log that an earlier version left behind is worked in.
    /// - Throws: `DuckDBError`: `damaged`, `locked`, `diskFull`.
    public init(library: DuckDBLibrary, path: String?, settings: DuckDBSettings) throws(DuckDBError) {
        let api = library.api.pointee
        var config: duckdb_config?
        guard api.create_config(&config) == 0 else { throw .failed(statement: "config", message: "no memory") }
        defer { api.destroy_config(&config) }
        for option in settings.options where api.set_config(config, option.name, option.value) != 0 {
            throw .failed(statement: "SET \(option.name)", message: "DuckDB does not take '\(option.value)'")
        }
        var (database, message): (duckdb_database?, UnsafeMutablePointer<CChar>?) = (nil, nil)
        let state = api.open_ext(nil, &database, config, &message)
        defer { if let message { api.free(message) } }
        guard state == 0, let database else {
            throw DuckDBError(message.map { String(cString: $0) } ?? "it cannot be opened", statement: "open")
        }
        self.library = library
        handle = database
        isFile = path != nil
        let connection = try made()
        if let path {
            let file = "'\(path.replacing("'", with: "''"))'"
            let options = "RECOVERY_MODE no_wal_writes, ROW_GROUP_SIZE \(DuckDBSettings.rowGroupSize)"
            try connection.execute("ATTACH \(file) AS \(DuckDBDatabase.name) (\(options))")
        }
        for statement in settings.closing { try connection.execute(statement) }
    }

    deinit {
        var handle: duckdb_database? = handle
        library.api.pointee.close(&handle)
    }

    /// - Throws: `DuckDBError.dead`.
    public func connect() throws(DuckDBError) -> DuckDBConnection {
        let connection = try made()
        if isFile { try connection.execute("USE \(DuckDBDatabase.name)") }
        return connection
    }

    private func made() throws(DuckDBError) -> DuckDBConnection {
        var connection: duckdb_connection?
        guard library.api.pointee.connect(handle, &connection) == 0, let connection else {
            throw .dead("it lets nobody in")
        }
        return DuckDBConnection(connection, of: self)
    }
}
