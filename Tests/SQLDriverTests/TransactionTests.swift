import Foundation
import SQL
import Synchronization
import Testing

/// Transactions, snapshots and what they throw.
@Suite struct TransactionTests {
    struct Refusal: Error {}

    /// What closures on other threads saw.
    final class Recorder: Sendable {
        let values = Mutex<[Int64]>([])
    }

    @Test(arguments: Driver.all)
    func throwingUndoesEverything(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE t (id BIGINT PRIMARY KEY)")
            await #expect(throws: Refusal.self) {
                try await database.write { writer in
                    try writer.execute(SQLStatement(building: "INSERT INTO t VALUES (1)"), [])
                    throw Refusal()
                }
            }
            #expect(try await database.integers("SELECT COUNT(*) FROM t") == [0])
            try await database.run("INSERT INTO t VALUES (2)")
            #expect(try await database.integers("SELECT id FROM t") == [2])
        }
    }

    @Test(arguments: Driver.all)
    func constraintsAreNamed(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE)")
            try await database.run("INSERT INTO t VALUES (1, 'a')")
            for (row, arguments) in [("(1, 'b')", []), ("(2, 'a')", []), ("(3, ?)", [SQLValue.null])] {
                await #expect { try await database.run("INSERT INTO t VALUES \(row)", arguments) } throws: { error in
                    if case .constraint = error as? SQLError { true } else { false }
                }
            }
            await #expect { try await database.run("INSERT INTO missing VALUES (1)") } throws: { error in
                if case .failed = error as? SQLError { true } else { false }
            }
            #expect(try await database.integers("SELECT id FROM t") == [1])
        }
    }

    /// A body may go on after a broken rule: only that statement has not happened.
    @Test(arguments: Driver.all)
    func aBodyMayCatchABrokenRule(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE t (id BIGINT PRIMARY KEY)")
            try await database.write { writer in
                let insert = SQLStatement("t.insert", "INSERT INTO t VALUES (?)")
                for id in [1, 1, 2] as [Int64] { _ = try? writer.execute(insert, [.integer(id)]) }
            }
            #expect(try await database.integers("SELECT id FROM t ORDER BY id") == [1, 2])
        }
    }

    @Test(arguments: Driver.all)
    func readersKeepTheirSnapshotDuringAWrite(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE t (id BIGINT PRIMARY KEY)")
            let (isReading, isWritten) = (Flag(), Flag())
            let count = SQLStatement("t.count", "SELECT COUNT(*) FROM t")
            async let reader: [Int64] = database.read { reader in
                let before = try reader.first(count) { $0.integer(0) } ?? -1
                isReading.set()
                while !isWritten.isSet { Thread.sleep(forTimeInterval: 0.001) }
                return [before, try reader.first(count) { $0.integer(0) } ?? -1]
            }
            // The write ends while the reader still reads: neither waits for the other.
            while !isReading.isSet { try await Task.sleep(for: .milliseconds(1)) }
            let seen = try await database.write { writer in
                try writer.execute(SQLStatement(building: "INSERT INTO t VALUES (1)"), [])
                return try writer.first(count) { $0.integer(0) } ?? -1
            }
            isWritten.set()
            #expect(seen == 1)
            #expect(try await reader == [0, 0])
            #expect(try await database.integers("SELECT COUNT(*) FROM t") == [1])
        }
    }

    @Test(arguments: Driver.all)
    func aSnapshotKeepsItsNameUntilACommit(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE t (id BIGINT PRIMARY KEY)")
            let count = SQLStatement("t.count", "SELECT COUNT(*) FROM t")
            var seen: [SQLSnapshot: Int64] = [:]
            for id in 1...20 {
                for _ in 1...3 {
                    let (snapshot, rows) = try await database.read { reader in
                        (try reader.snapshot(), try reader.first(count) { $0.integer(0) } ?? -1)
                    }
                    let name = try #require(snapshot)
                    #expect(seen[name] == nil || seen[name] == rows)
                    seen[name] = rows
                }
                try await database.run("INSERT INTO t VALUES (?)", [.integer(Int64(id))])
            }
            // One reader after the other asks through the same connection, which finds again what it knew.
            #expect(seen.count == 20)
            #expect(try await database.write { try $0.snapshot() } == nil)
        }
    }

    @Test(arguments: Driver.all)
    func writersFollowOneAnother(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE t (n BIGINT NOT NULL)")
            try await database.run("INSERT INTO t VALUES (0)")
            let commits = Recorder()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        _ = try await database.write { writer -> Int64 in
                            let number = try writer.first(SQLStatement("t.n", "SELECT n FROM t")) { $0.integer(0) } ?? 0
                            try writer.execute(SQLStatement("t.set", "UPDATE t SET n = ?"), [.integer(number + 1)])
                            return number + 1
                        } committed: { number in
                            commits.values.withLock { $0.append(number) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.integers("SELECT n FROM t") == [40])
            // What follows a commit is done before the next one.
            #expect(commits.values.withLock { $0 } == Array(1...40))
        }
    }

    @Test(arguments: Driver.all)
    func aStatementMayBeAskedAgainWhileItIsRead(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE t (id BIGINT PRIMARY KEY)")
            for id in 1...3 { try await database.run("INSERT INTO t VALUES (?)", [.integer(Int64(id))]) }
            let above = SQLStatement("t.above", "SELECT id FROM t WHERE id > ? ORDER BY id")
            let pairs = try await database.read { reader in
                var pairs: [[Int64]] = []
                try reader.query(above, [0]) { outer in
                    let id = outer.integer(0)
                    try reader.query(above, [.integer(id)]) { pairs.append([id, $0.integer(0)]) }
                }
                return pairs
            }
            #expect(pairs == [[1, 2], [1, 3], [2, 3]])
        }
    }

    @Test(arguments: Driver.all)
    func aCancelledWriteChangesNothing(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE t (id BIGINT PRIMARY KEY)")
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await database.run("INSERT INTO t VALUES (1)")
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await database.integers("SELECT COUNT(*) FROM t") == [0])
        }
    }
}

/// Set once, by one thread, and seen by another.
private final class Flag: Sendable {
    private let state = Mutex(false)

    var isSet: Bool { state.withLock { $0 } }

    func set() { state.withLock { $0 = true } }
}
