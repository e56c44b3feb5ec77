import Foundation
import SQL
import Synchronization
import Testing

/// Copies, size and files that are no database.
@Suite struct StorageTests {
    @Test(arguments: Driver.all)
    func aBackupIsTheStateOfOneMoment(_ driver: Driver) async throws {
        try await withFolder { folder in
            let database = try driver.open(folder)
            // Two tables that a transaction always changes together.
            for table in ["a", "b"] {
                try await database.run("CREATE TABLE \(table) (id BIGINT PRIMARY KEY, filler TEXT NOT NULL)")
            }
            let insert: @Sendable (Int64) async throws -> Void = { id in
                try await database.write { writer in
                    for table in ["a", "b"] {
                        try writer.execute(
                            SQLStatement(building: "INSERT INTO \(table) VALUES (?, ?)"),
                            [.integer(id), .text(String(repeating: "f", count: 2000))])
                    }
                }
            }
            for id in 0..<500 { try await insert(Int64(id)) }
            let isDone = Mutex(false)
            async let written: Int64 = {
                var id: Int64 = 500
                while !isDone.withLock({ $0 }) {
                    try await insert(id)
                    id += 1
                }
                return id
            }()
            let target = folder.appendingPathComponent("copy")
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            try await database.backup(to: target.appendingPathComponent("test.sqlite").path)
            isDone.withLock { $0 = true }
            let total = try await written
            let copy = try driver.open(target)
            let counts = try await copy.integers("SELECT COUNT(*) FROM a UNION ALL SELECT COUNT(*) FROM b")
            #expect(counts[0] == counts[1])
            #expect(counts[0] >= 500 && counts[0] <= total)
            #expect(try await database.integers("SELECT COUNT(*) FROM a") == [total])
        }
    }

    /// The database, the files beside it and its copies are for their owner alone, whatever the process's mask is.
    @Test func sqliteFilesAreForTheirOwner() async throws {
        try await withFolder { folder in
            let loose = folder.appendingPathComponent("test.sqlite")
            _ = FileManager.default.createFile(atPath: loose.path, contents: nil, attributes: [.posixPermissions: 0o666])
            let database = try Driver.all[0].open(folder)
            try await database.run("CREATE TABLE a (id BIGINT PRIMARY KEY)")
            try await database.backup(to: folder.appendingPathComponent("copy.sqlite").path)
            for name in ["test.sqlite", "test.sqlite-wal", "test.sqlite-shm", "copy.sqlite"] {
                let path = folder.appendingPathComponent(name).path
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600, "\(name)")
            }
        }
    }

    @Test(arguments: Driver.all)
    func aBackupThatCannotBeWrittenLeavesNothing(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            await #expect(throws: SQLError.self) { try await database.backup(to: "/nonexistent/folder/copy") }
        }
    }

    @Test(arguments: Driver.all)
    func sizeFollowsTheData(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE t (id BIGINT PRIMARY KEY, filler TEXT NOT NULL)")
            let empty = try await database.size()
            try await database.write { writer in
                for id in 0..<1000 {
                    try writer.execute(
                        SQLStatement("t.insert", "INSERT INTO t VALUES (?, ?)"),
                        [.integer(Int64(id)), .text(String(repeating: "f", count: 1000))])
                }
            }
            let full = try await database.size()
            #expect(full - empty >= 1_000_000 && full - empty < 2_000_000)
            try await database.run("DELETE FROM t")
            #expect(try await database.size() - empty < 100_000)
        }
    }

    @Test(arguments: Driver.all)
    func aFileThatIsNoDatabaseIsNamed(_ driver: Driver) async throws {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("test.sqlite")
            try Data(String(repeating: "no database at all ", count: 500).utf8).write(to: file)
            #expect { try driver.open(folder) } throws: { error in
                if case .damaged(let path, _) = error as? SQLError { path == file.path } else { false }
            }
        }
    }
}
