import SQL
import Synchronization
import Testing

@Suite struct MigrationTests {
    static let first = SQLMigration("001", ["CREATE TABLE log (n BIGINT NOT NULL)", "INSERT INTO log VALUES (1)"])
    static let second = SQLMigration("002", ["INSERT INTO log SELECT MAX(n) + 1 FROM log"])

    @Test(arguments: Driver.all)
    func stepsRunOnceAndInOrder(_ driver: Driver) async throws {
        try await withFolder { folder in
            try await driver.open(folder).migrate([Self.first])
            try await driver.open(folder).migrate([Self.first, Self.second])
            let database = try driver.open(folder)
            try await database.migrate([Self.first, Self.second])
            #expect(try await database.integers("SELECT n FROM log ORDER BY n") == [1, 2])
        }
    }

    /// A new database has nothing to wait for; an older one says what it takes its time for.
    @Test(arguments: Driver.all)
    func stepsOfAnOlderDatabaseAreAnnounced(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            let names = Mutex<[String]>([])
            for steps in [[Self.first], [Self.first, Self.second], [Self.first, Self.second]] {
                try await database.migrate(steps) { name in names.withLock { $0.append(name) } }
            }
            #expect(names.withLock { $0 } == ["002"])
        }
    }

    @Test(arguments: Driver.all)
    func aNewerDatabaseIsRefused(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.migrate([Self.first, Self.second])
            let error = await #expect(throws: SQLMigrationError.self) { try await database.migrate([Self.first]) }
            #expect(error?.found == "002")
        }
    }

    /// A step that fails leaves nothing of itself, and the steps before it stand.
    @Test(arguments: Driver.all)
    func aFailingStepIsUndone(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            let broken = SQLMigration("002", ["INSERT INTO log VALUES (9)", "INSERT INTO missing VALUES (1)"])
            await #expect(throws: SQLError.self) { try await database.migrate([Self.first, broken]) }
            #expect(try await database.integers("SELECT n FROM log") == [1])
            try await database.migrate([Self.first, Self.second])
            #expect(try await database.integers("SELECT n FROM log ORDER BY n") == [1, 2])
        }
    }
}
