internal import Foundation
internal import GRDB
public import SQL

/// SQLite behind the `SQL` port, through GRDB: one writer, readers over snapshots (WAL).
///
/// Every commit is flushed to the disk before `write` returns (`synchronous = FULL`).
public struct SQLiteDatabase: SQLDatabase {
    private let pool: DatabasePool
    private let path: String

    /// Pages that a connection keeps in memory, in KiB. Writers of unique keys touch pages all over an index; with too
    /// small a cache each is read again.
    static let cacheKilobytes = 32_768
    /// How long a connection waits for another process that holds the file, in seconds.
    static let patience = 5.0

    /// Opens or creates the file, for its owner alone.
    /// - Parameter readers: connections for reading at the same time.
    /// - Throws: `SQLError.damaged` and `SQLError.locked`, with the path.
    public init(path: String, readers: Int = 4) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(SQLiteDatabase.patience)
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -\(SQLiteDatabase.cacheKilobytes)")
            guard !database.configuration.readonly else { return }
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
        }
        self.path = path
        PrivateFile.prepare(path)
        pool = try SQLiteDatabase.translating("open", path: path) { try DatabasePool(path: path, configuration: configuration) }
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLReader) throws -> Result
    ) async throws -> Result {
        try await translating { try await pool.read { try body(SQLiteSession(database: $0)) } }
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLWriter) throws -> Result, committed: @escaping @Sendable (Result) -> Void
    ) async throws -> Result {
        try await translating {
            try await pool.writeWithoutTransaction { database in
                var result: Result?
                try database.inTransaction {
                    result = try body(SQLiteSession(database: database))
                    return .commit
                }
                guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
                committed(result)
                return result
            }
        }
    }

    /// Copies the snapshot of a reader, so that writers go on meanwhile; the log of changes grows until it is done.
    public func backup(to path: String) async throws {
        do {
            try await SQLiteDatabase.translating("backup", path: path) {
                try await pool.read { source in
                    PrivateFile.prepare(path)
                    let target = try DatabaseQueue(path: path)
                    try target.writeWithoutTransaction { try source.backup(to: $0) }
                    try target.close()
                }
            }
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    public func size() async throws -> Int64 {
        try await translating {
            try await pool.read { database in
                let pages = try Int64.fetchOne(
                    database, sql: "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count")
                return (pages ?? 0) * (try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
            }
        }
    }

    private func translating<Result>(_ body: () async throws -> Result) async throws -> Result {
        try await SQLiteDatabase.translating("", path: path, body)
    }

    private static func translating<Result>(
        _ what: String, path: String, _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_INTERRUPT, Task.isCancelled { throw CancellationError() }
            throw SQLError(error, statement: error.sql ?? what, path: path)
        }
    }

    private static func translating<Result>(_ what: String, path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw SQLError(error, statement: error.sql ?? what, path: path)
        }
    }
}
