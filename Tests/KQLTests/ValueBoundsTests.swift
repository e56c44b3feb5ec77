import KQL
import Primitives
import Synchronization
import Testing

/// What filters tell a store about the rows that they want, and that answers do not depend on it.
@Suite struct ValueBoundsTests {
    /// One table of moments and names that remembers what it was told.
    private final class Rows: TableProvider {
        let told = Mutex<ValueBounds?>(nil)
        let names = Mutex<ValueBounds?>(nil)
        static let table = Table(
            Schema([Field("t", .datetime), Field("n", .string), Field("x", .long)]),
            rows: (0..<10).map { row in
                [.datetime(638_000_000_000_000_000 + Int64(row) * 864_000_000_000), .string("n\(row)"), .long(Int64(row))]
            })

        var tableNames: [String] { ["T"] }
        func schema(of table: String) -> Schema? { table == "T" ? Rows.table.schema : nil }
        func rows(of table: String, columns: [Int]) throws -> any BatchSource {
            try MemoryTables(["T": Rows.table]).rows(of: "T", columns: columns)
        }

        func rows(of table: String, columns: [Int], where conditions: [BoundExpression]) throws -> any BatchSource {
            told.withLock { $0 = ValueBounds(of: [0], in: conditions) }
            names.withLock { $0 = ValueBounds(of: [1], in: conditions) }
            return try rows(of: table, columns: columns)
        }
    }

    private static let day0 = "datetime(2022-09-28T22:13:20Z)"
    private static func day(_ number: Int64) -> Timestamp { Timestamp(ticks: 638_000_000_000_000_000 + number * 864_000_000_000) }

    @Test(
        arguments: [
            ("T | where t >= \(day0) + 2d", 2, nil, nil),
            ("T | where t > \(day0) + 2d and x > 3 | where t <= \(day0) + 5d", 2, 5, nil),
            ("T | where \(day0) + 4d < t", 4, nil, nil),
            ("T | where t between (\(day0) + 1d .. 3d)", 1, 4, nil),
            ("T | where t == \(day0)", 0, 0, nil),
            ("T | where t > \(day0) + 2d or x == 1", nil, nil, nil),
            ("T | where not(t > \(day0) + 2d)", nil, nil, nil),
            ("T | where n == 'n3'", nil, nil, ["n3"]),
            ("T | where n in ('n3', 'n4') and n in ('n4', 'n5')", nil, nil, ["n4"]),
            ("T | where n =~ 'N3'", nil, nil, nil),
            ("T | where n !in ('n3')", nil, nil, nil),
            ("T | extend t = t + 1d | where t > \(day0) + 2d", nil, nil, nil),
            ("T | take 5 | where t > \(day0) + 2d", nil, nil, nil),
        ] as [(String, Int64?, Int64?, [String]?)])
    func conditionsReachTheStore(query: String, least: Int64?, greatest: Int64?, names: [String]?) throws {
        let rows = Rows()
        let answer = try Engine(provider: rows).run(query)
        let plain = try Engine(provider: MemoryTables(["T": Rows.table])).run(query)
        #expect(TableWriter.json(answer) == TableWriter.json(plain))
        let told = try #require(rows.told.withLock { $0 })
        #expect(told.least == least.map(ValueBoundsTests.day))
        #expect(told.greatest == greatest.map(ValueBoundsTests.day))
        #expect(rows.names.withLock { $0 }?.texts == names)
    }
}
