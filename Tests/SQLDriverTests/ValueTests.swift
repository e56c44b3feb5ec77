import SQL
import Testing

/// What goes in comes out.
@Suite struct ValueTests {
    static let integers: [Int64] = [0, 1, -1, .max, .min, 638_000_000_000_000_000]
    static let reals: [Double] = [0, -0.5, .pi, 1e300, Double.leastNonzeroMagnitude, .infinity]
    static let texts = [
        "", "plain", "two\nlines", "a\u{0}b", "ümläut 漢字 🛰", "it's \"quoted\"", String(repeating: "x", count: 70_000),
    ]
    static let blobs: [[UInt8]] = [[], [0], [0, 255, 0], Array(repeating: 7, count: 70_000)]

    @Test(arguments: Driver.all)
    func roundTrip(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE v (id BIGINT PRIMARY KEY, i BIGINT, d DOUBLE PRECISION, t TEXT, b BYTEA)")
            let insert = SQLStatement("v.insert", "INSERT INTO v (id, i, d, t, b) VALUES (?, ?, ?, ?, ?)")
            let rows = (0..<7).map { index -> [SQLValue] in
                [
                    .integer(Int64(index)), .integer(Self.integers[index % 6]), .real(Self.reals[index % 6]),
                    .text(Self.texts[index]), .blob(Self.blobs[index % 4]),
                ]
            }
            try await database.write { writer in
                for row in rows { try writer.execute(insert, row) }
            }
            let read = try await database.read { reader in
                try reader.all(SQLStatement("v.all", "SELECT id, i, d, t, b FROM v ORDER BY id")) { row -> [SQLValue] in
                    [
                        .integer(row.integer(0)), .integer(row.integer(1)), .real(row.real(2)), .text(row.text(3)),
                        .blob(row.blob(4)),
                    ]
                }
            }
            #expect(read == rows)
        }
    }

    @Test(arguments: Driver.all)
    func nullIsToldApart(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE n (a BIGINT, t TEXT, b BYTEA)")
            try await database.run("INSERT INTO n VALUES (?, ?, ?)", [nil, nil, nil])
            try await database.run("INSERT INTO n VALUES (?, ?, ?)", [0, "", .blob([])])
            let nulls = try await database.read { reader in
                try reader.all(SQLStatement(building: "SELECT a, t, b FROM n")) { row in (0..<3).map { row.isNull($0) } }
            }
            #expect(nulls == [[true, true, true], [false, false, false]])
            let defaults = try await database.read { reader in
                try reader.first(SQLStatement(building: "SELECT a, t, b FROM n")) { row in
                    (row.integer(0), row.text(1), row.blob(2), row.optionalInteger(0), row.optionalText(1))
                }
            }
            let first = try #require(defaults)
            #expect(first.0 == 0 && first.1 == "" && first.2 == [] && first.3 == nil && first.4 == nil)
        }
    }

    @Test(arguments: Driver.all)
    func wrongNumberOfArgumentsIsRefused(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE w (a BIGINT, b BIGINT)")
            let insert = SQLStatement("w.insert", "INSERT INTO w VALUES (?, ?)")
            try await database.write { _ = try $0.execute(insert, [1, 2]) }
            await #expect(throws: SQLError.self) { try await database.write { _ = try $0.execute(insert, [3]) } }
            #expect(try await database.integers("SELECT a FROM w") == [1])
        }
    }

    @Test(arguments: Driver.all)
    func portableDialect(_ driver: Driver) async throws {
        try await driver.withDatabase { database in
            try await database.run("CREATE TABLE c (k TEXT, n BIGINT NOT NULL, PRIMARY KEY (k)) /*clustered*/")
            let upsert = "INSERT INTO c (k, n) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET n = c.n + excluded.n"
            for (key, number) in [("a", 1), ("b", 5), ("a", 2)] as [(String, Int64)] {
                #expect(try await database.run(upsert, [.text(key), .integer(number)]) == 1)
            }
            #expect(try await database.integers("SELECT n FROM c ORDER BY k") == [3, 5])
            #expect(
                try await database.integers("SELECT SUM(n) OVER (ORDER BY k) FROM c ORDER BY k") == [3, 8])
            #expect(
                try await database.integers(
                    "WITH RECURSIVE up (n) AS (SELECT 1 UNION SELECT n + 1 FROM up WHERE n < 4) SELECT n FROM up ORDER BY n")
                    == [1, 2, 3, 4])
            #expect(try await database.run("DELETE FROM c WHERE n > ?", [0]) == 2)
        }
    }
}
