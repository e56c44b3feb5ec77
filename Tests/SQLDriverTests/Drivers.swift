import Foundation
import SQL
import SQLiteDriver
import Testing

/// A driver under the conformance suite: how to open a database of its own in an empty folder, again and again.
struct Driver: CustomTestStringConvertible {
    var testDescription: String
    var open: @Sendable (URL) throws -> any SQLDatabase

    /// A new driver is a line here.
    static let all = [
        Driver(testDescription: "SQLite") { try SQLiteDatabase(path: $0.appendingPathComponent("test.sqlite").path) }
    ]

    /// Runs a body with an empty database.
    func withDatabase(_ body: (any SQLDatabase) async throws -> Void) async throws {
        try await withFolder { try await body(try open($0)) }
    }
}

/// Runs a body with an empty folder that is removed afterwards.
func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
}

extension SQLDatabase {
    /// Runs one statement in a transaction of its own.
    @discardableResult
    func run(_ text: String, _ arguments: [SQLValue] = []) async throws -> Int {
        try await write { try $0.execute(SQLStatement(building: text), arguments) }
    }

    func integers(_ text: String, _ arguments: [SQLValue] = []) async throws -> [Int64] {
        try await read { try $0.all(SQLStatement(building: text), arguments) { $0.integer(0) } }
    }
}
