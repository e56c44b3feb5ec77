import EventHunting
import Events
import Foundation
import KQL
import Primitives
import Testing

/// What the engine relies on in whatever gives it tables, asked of every provider that has tables of events: those of each store,
/// and those in memory.
@Suite(.enabled(if: EventBench.hasLibrary, "DuckDB's library is not there"))
struct TableProviderConformance {
    enum Provider: CustomTestStringConvertible, Sendable {
        case memory
        case store(StoreUnderTest)

        static let all = [memory] + StoreUnderTest.all.map { store($0) }

        var testDescription: String {
            switch self {
            case .memory: "in memory"
            case .store(let store): store.testDescription
            }
        }
    }

    private static let schema = Schema([
        Field("Timestamp", .datetime), Field("Name", .string), Field("Small", .int), Field("Large", .long), Field("Share", .real),
        Field("Is", .bool), Field("More", .dynamic), Field("Key", .guid),
    ])
    private static let names = ["cmd.exe", "CMD.EXE", "", "Straße", "a_b certutil", "日本"]
    private static let count = 5_000

    /// The same rows in every provider.
    private func with(_ provider: Provider, _ body: (any TableProvider) throws -> Void) async throws {
        switch provider {
        case .memory: try body(MemoryTables(["Things": Table(Self.schema, rows: (0..<Self.count).map(Self.row))]))
        case .store(let store):
            try await EventBench.withFolder { folder in
                let (store, tables) = try store.open(folder, .things())
                var batch = EventBatch(store.specs)
                for number in 0..<Self.count { Self.add(Self.row(number), to: &batch, store.specs) }
                try await store.append(batch, through: 1)
                try body(tables())
                await store.close()
            }
        }
    }

    private static func row(_ number: Int) -> [Value] {
        [
            .datetime(639_000_000_000_000_000 + Int64(number)), .string(names[number % names.count]),
            number % 3 == 0 ? .null : .long(Int64(number % 100) - 50),
            number % 5 == 0 ? .null : .long(number % 7 == 0 ? .min : number % 11 == 0 ? .max : Int64(number) << 33),
            number % 4 == 0 ? .null : .real(Double(number) / 8 - 1), number % 6 == 0 ? .null : .bool(number % 2 == 0),
            .null, .null,
        ]
    }

    private static func add(_ row: [Value], to batch: inout EventBatch, _ specs: TableSpecs) {
        batch.addRow(to: specs.number(of: "Things") ?? 0)
        for (column, value) in row.enumerated() {
            switch value {
            case .datetime(let ticks): batch.set(column, Timestamp(ticks: ticks))
            case .string(let text): batch.set(column, text)
            case .long(let number): batch.set(column, number)
            case .real(let number): batch.set(column, number)
            case .bool(let flag): batch.set(column, flag)
            default: break
            }
        }
    }

    /// The columns that are asked for, in the order of time; others may be empty.
    private func rows(_ tables: any TableProvider, _ columns: [Int]) throws -> [[Value]] {
        let source = try tables.rows(of: "Things", columns: columns)
        var rows: [[Value]] = []
        while let batch = try source.next() {
            let read = batch.compacted()
            rows += (0..<batch.count).map { row in columns.map { read.columns[$0][row] } }
        }
        return rows.sorted { $0[0].text < $1[0].text }
    }

    @Test(arguments: Provider.all)
    func namesAndTypesAreKnown(provider: Provider) async throws {
        try await with(provider) { tables in
            #expect(tables.tableNames.contains("Things"))
            #expect(tables.schema(of: "Things")?.fields == Self.schema.fields)
            #expect(tables.schema(of: "Nothing") == nil)
            #expect(throws: (any Error).self) { try tables.rows(of: "Nothing", columns: [0]) }
            let whole = try #require(tables.wholeSchema(of: "Things"))
            #expect(Array(whole.fields.prefix(Self.schema.fields.count)) == Self.schema.fields)
        }
    }

    @Test(arguments: Provider.all)
    func rowsAreWholeAndColumnsInTheirPlaces(provider: Provider) async throws {
        try await with(provider) { tables in
            for columns in [Array(Self.schema.fields.indices), [0, 3], [0, 1, 6]] {
                let found = try rows(tables, columns)
                #expect(found == (0..<Self.count).map { number in columns.map { Self.row(number)[$0] } })
            }
        }
    }

    /// Conditions may spare rows, never lose one; parts that a store carries out give what the engine would.
    @Test(
        arguments: Provider.all,
        [
            "Things | where Name =~ 'cmd.exe' and Large > 0 | count",
            "Things | where Name has 'certutil' or Small == -50 | summarize n = count(), m = max(Large), l = min(Share) by Is",
            "Things | where isnull(Large) | summarize count() by Name", "Things | where Name contains 'ss' | count",
            "Things | where Timestamp between (datetime(2025-01-01) .. datetime(2030-01-01)) | top 5 by Timestamp desc",
            "Things | where Large == long(null) or Small != 7 | summarize count(), dcount(Name)",
            "Things | summarize arg_max(Timestamp, *) by Name", "Things | where Large < 0 | take 0",
            "Things | join kind=leftsemi (Things | where Small == 3 | project Name) on Name | count",
            "Things | where Share > 100 | extend b = bin(Share, 100.0) | summarize count() by b, Is",
            "union withsource=T Things, (Things | where Is) | summarize count() by T, Is",
            "Things | where not(Is) | distinct Name",
        ])
    func answersAreThoseOfTheEngine(provider: Provider, query: String) async throws {
        let expected = try Self.answer(
            Engine(provider: MemoryTables(["Things": Table(Self.schema, rows: (0..<Self.count).map(Self.row))])), query)
        try await with(provider) { tables in
            for pushesDown in [true, false] {
                let answer = try Self.answer(Engine(provider: tables, pushesDown: pushesDown), query)
                #expect(answer == expected, "pushes down: \(pushesDown)")
            }
        }
    }

    private static func answer(_ engine: Engine, _ query: String) throws -> [String] {
        let table = try engine.run(query)
        return (0..<table.count).map { table.row($0).map(\.text).joined(separator: "|") }.sorted()
    }

    /// A query that nobody waits for ends, whoever carries it out.
    @Test(arguments: Provider.all)
    func aCancelledQueryEnds(provider: Provider) async throws {
        try await with(provider) { tables in
            let error = #expect(throws: QueryError.self) {
                try Engine(provider: tables).run("Things | summarize count() by Name, Small, Large", isCancelled: { true })
            }
            #expect(error?.kind == .cancelled)
        }
    }
}
