@testable import KQL
import Testing

/// What becomes SQL, and what stays with the engine. That both give the same is tested where there is a store.
@Suite struct PushdownTests {
    private struct Catalog: SQLCatalog {
        static let schema = Schema([
            Field("Timestamp", .datetime), Field("Device", .string), Field("File", .string), Field("Size", .long),
            Field("Extra", .dynamic), Field("Score", .real),
        ])

        func table(_ name: String) -> SQLTable? {
            guard name == "T" else { return nil }
            let columns = Catalog.schema.fields.map { SQLColumn(SQLText.name($0.name), $0.type) }
            return SQLTable(name: "\"T\"", columns: columns, conditions: [])
        }
    }

    private struct Store: TableProvider {
        var tableNames: [String] { ["T"] }
        func schema(of table: String) -> Schema? { table == "T" ? Catalog.schema : nil }
        func rows(of table: String, columns: [Int]) throws -> any BatchSource { throw QueryError(.execution, "no rows") }
        func explanation(of plan: Plan) -> String? { PlanTranslator(Catalog(), calls: StoreCalls()).query(plan)?.sql }
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var query: String
        var explanation: String
        init(_ query: String, _ explanation: String) { (self.query, self.explanation) = (query, explanation) }
        var testDescription: String { query }
    }

    @Test(arguments: cases)
    func becomesSQL(_ testCase: Case) throws {
        let plan = try Engine(provider: Store()).plan(testCase.query)
        #expect(Store().explanation(of: plan) == testCase.explanation)
    }

    private static let cases = [
        Case("T | where Size > 5 | project File", #"SELECT "File" FROM "T" WHERE ("Size" > CAST(5 AS BIGINT))"#),
        Case(#"T | where File == "it's" | project Size"#, #"SELECT "Size" FROM "T" WHERE ("File" = 'it''s')"#),
        Case(
            "T | where not(Size == 5) | count",
            #"SELECT t1.c0 FROM (SELECT count(*) AS c0 FROM "T" WHERE (NOT coalesce("Size" = CAST(5 AS BIGINT), FALSE))) AS t1"#
        ),
        Case(
            #"T | where File has "cmd" and Device !has_any ("a", "b") | project Size"#,
            #"SELECT "Size" FROM "T" WHERE (kql_test(1, "File") AND kql_test(2, "Device"))"#),
        Case("T | take 3 | project Size", #"SELECT "Size" FROM "T" LIMIT 3"#),
        Case(
            "T | top 2 by Size asc | project File, n = strlen(File)",
            #"SELECT "File" FROM "T" ORDER BY "Size" ASC NULLS FIRST LIMIT 2"#),
    ]

    @Test func explainsInWordsOfTheLanguage() throws {
        let query = """
            T | where File has "cmd" and Size > 5 | extend n = strlen(File) | mv-expand Extra | where Extra.a == "x"
            | join kind=inner (T | summarize m = count() by Device) on Device | top 3 by n
            """
        let text = try Engine(provider: Store()).explain(query)
        #expect(
            text == """
                store  T  // reads Timestamp, Device, File, Size, Extra, Score
                store  | where File has "cmd" and Size > 5
                store  | extend n = strlen(File)
                here   | mv-expand Extra
                here   | where Extra.a == "x"
                here   | join kind=inner (
                store      T  // reads Device
                store      | summarize count_ = count() by Device
                store      | project Device, m = count_
                here   ) on Device
                here   | project Timestamp, Device, File, Size, Extra, Score, n, Device1 = Device, m
                here   | top 3 by n desc
                """)
    }

    @Test func callsAreReleased() {
        let calls = StoreCalls()
        let plan = try? Engine(provider: Store()).plan(#"T | where File has "cmd" or tolower(Device) == "x""#)
        var query = plan.flatMap { PlanTranslator(Catalog(), calls: calls).query($0) }
        #expect(query != nil && calls.count == 2)
        query = nil
        #expect(calls.count == 0)
    }

    @Test func pushdownCanBeTurnedOff() throws {
        let engine = Engine(provider: Store(), pushesDown: false)
        #expect(try engine.explain("T | take 1").hasPrefix("here"))
    }
}
