import KQL
import Testing

/// The seam to stores: which columns they are asked for, and that they may take over part of a plan.
@Suite struct ProviderTests {
    /// A store of one table that counts what it is asked.
    private struct Store: TableProvider {
        static let schema = Schema([Field("a", .long), Field("b", .string), Field("c", .long)])
        let takesOver: Bool
        let asked: @Sendable ([Int]) -> Void

        var tableNames: [String] { ["Events", "watchlist"] }
        func schema(of table: String) -> Schema? { tableNames.contains(table) ? Store.schema : nil }
        func table(of function: String, arguments: [Value]) -> String? { function == "_GetWatchlist" ? "watchlist" : nil }

        func rows(of table: String, columns: [Int]) throws -> any BatchSource {
            asked(columns)
            return Rows(Table(Store.schema, rows: [[.long(1), .string("x"), .long(5)], [.long(2), .string("y"), .long(6)]]))
        }

        /// Knows one thing: how many rows it has.
        func run(_ plan: Plan, until stop: QueryStop) throws -> (any BatchSource)? {
            guard takesOver, case .summarize(let input, let keys, let aggregates) = plan.node, keys.isEmpty,
                case .table = input.node,
                aggregates.map(\.function.name) == ["count"]
            else { return nil }
            return Rows(Table(Schema([Field("count_", .long)]), rows: [[.long(42)]]))
        }
    }

    private final class Rows: BatchSource {
        private var rest: Batch?
        init(_ table: Table) { rest = Batch(table.columns, count: table.count) }
        func next() -> Batch? {
            defer { rest = nil }
            return rest
        }
    }

    @Test func onlyColumnsThatAreReadAreAskedFor() async throws {
        try await confirmation { confirm in
            let store = Store(takesOver: false) { columns in
                #expect(columns == [1, 2])
                confirm()
            }
            let table = try Engine(provider: store).run("Events | extend d = a + 1 | where b == \"y\" | project c")
            #expect(table.row(0) == [.long(6)])
        }
    }

    @Test func aStoreMayTakeOver() throws {
        let store = Store(takesOver: true) { _ in Issue.record("the rows were asked for") }
        #expect(try Engine(provider: store).run("Events | count").row(0) == [.long(42)])
    }

    @Test func functionsOfTheSurroundingsAreTables() throws {
        let store = Store(takesOver: false) { _ in }
        let table = try Engine(provider: store).run("Events | where b in (_GetWatchlist(\"vip\") | project b) | count")
        #expect(table.row(0) == [.long(2)])
    }

    @Test func checkingReadsNothing() throws {
        let store = Store(takesOver: false) { _ in Issue.record("the rows were asked for") }
        let query =
            "Events | extend d = parse_json(b) | evaluate bag_unpack(d) | where anything > 1 and a == toscalar(Events | count)"
        #expect(try Engine(provider: store).check(query).fields.map(\.name) == ["a", "b", "c"])
        let grouped =
            "Events | evaluate bag_unpack(d) | summarize arg_max(a, *) by c | project-away Entity_Type | distinct * | project-keep Other"
        #expect(throws: Never.self) { try Engine(provider: store).check(grouped.replacing("(d)", with: "(b)")) }
        let error = #expect(throws: QueryError.self) { try Engine(provider: store).check("Events | where nope == 1") }
        #expect(error?.kind == .binding)
    }

    @Test func plansCanBeRead() throws {
        let store = Store(takesOver: false) { _ in }
        let plan = try Engine(provider: store).plan("Events | where a > 1 | summarize n = count() by b | top 5 by n")
        #expect(
            plan.description == """
                sort #1 desc first 5
                  project b = #0, n = #1
                    summarize count() by #1
                      filter >(#0, 1)
                        table Events a, b
                """)
    }
}
