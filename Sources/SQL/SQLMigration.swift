/// One step of a schema. Steps are numbered by their place in one list, run once each, in order, and never change after
/// they were released.
public struct SQLMigration: Sendable {
    public let name: String
    public let statements: [String]
    /// What fills the new tables where statements alone cannot; runs after them, in their transaction.
    public let fill: (@Sendable (any SQLWriter) throws -> Void)?

    public init(_ name: String, _ statements: [String], fill: (@Sendable (any SQLWriter) throws -> Void)? = nil) {
        self.name = name
        self.statements = statements
        self.fill = fill
    }
}

extension SQLDatabase {
    /// Brings the schema to the end of the list, each step in a transaction of its own.
    /// - Parameter announce: is told the name of each step that a database which is in use already is about to take: on a large
    ///   one it may take a minute.
    /// - Throws: `SQLMigrationError` where the database has steps that this list does not know.
    public func migrate(
        _ migrations: [SQLMigration], announce: @Sendable (_ name: String) -> Void = { _ in }
    ) async throws {
        try await write { writer in
            _ = try writer.execute(
                SQLStatement(building: "CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)"),
                [])
        }
        let done = try await read { reader in
            try reader.all(SQLStatement(building: "SELECT name FROM migrations ORDER BY number")) { $0.text(0) }
        }
        guard migrations.map(\.name).starts(with: done) else {
            throw SQLMigrationError(found: done.last ?? "", known: migrations.map(\.name))
        }
        for (number, migration) in migrations.enumerated().dropFirst(done.count) {
            if !done.isEmpty { announce(migration.name) }
            try await write { writer in
                for text in migration.statements { try writer.execute(SQLStatement(building: text), []) }
                try migration.fill?(writer)
                _ = try writer.execute(
                    SQLStatement(building: "INSERT INTO migrations VALUES (?, ?)"),
                    [.integer(Int64(number)), .text(migration.name)])
            }
        }
    }
}

/// The database was made by a newer version of this program.
public struct SQLMigrationError: Error, CustomStringConvertible {
    public let found: String
    public let known: [String]

    public var description: String {
        "the database is at step '\(found)', which this version does not know; run the version that made it, or a newer one"
    }
}
