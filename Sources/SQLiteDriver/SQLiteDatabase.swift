internal import Dispatch
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

    /// Opens or creates the file.
    /// - Parameter readers: connections for reading at the same time.
    /// - Throws: `SQLError.damaged` and `SQLError.locked`, with the path.
    public init(path: String, readers: Int = 4) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(5)
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -\(SQLiteDatabase.cacheKilobytes)")
            guard !database.configuration.readonly else { return }
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
        }
        self.path = path
        pool = try SQLiteDatabase.translating("open", path: path) { try DatabasePool(path: path, configuration: configuration) }
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLReader) throws -> Result
    ) async throws -> Result {
        try await translating { try await pool.read { try body(SQLiteSession(database: $0)) } }
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLWriter) throws -> Result
    ) async throws -> Result {
        try await translating { try await pool.write { try body(SQLiteSession(database: $0)) } }
    }

    public func copy(to path: String) async throws {
        try await translating {
            let target = try DatabaseQueue(path: path)
            try pool.backup(to: target)
            try target.close()
        }
    }

    public func size() throws -> Int64 {
        ["", "-wal"].reduce(0) { sum, suffix in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
            return sum + ((attributes?[.size] as? Int64) ?? Int64(attributes?[.size] as? Int ?? 0))
        }
    }

    private func translating<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as DatabaseError {
            throw SQLError(error, statement: error.sql ?? "", path: path)
        }
    }

    private static func translating<Result>(_ what: String, path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw SQLError(error, statement: what, path: path)
        }
    }
}
