import Foundation
import Testing

@testable import Events

@Suite struct TableSpecTests {
    private func parse(_ text: String, name: String = "Things") throws -> TableSpec {
        try TableSpecParser.parse(Array(text.utf8), name: name, file: "Things.table")
    }

    @Test func readsDirectivesAndColumns() throws {
        let spec = try parse(
            """
            # One row a thing.
            @time Seen
            @product Sentinel
            @also OtherThings

            Seen\t datetime   When it was seen.
            Name  string  What it is called, and more.\r
            Count long
            """)
        #expect(spec.summary == "One row a thing.")
        #expect(spec.product == .sentinel)
        #expect(spec.alsoNamed == ["OtherThings"])
        #expect(spec.timeColumn == 0)
        #expect(
            spec.columns == [
                ColumnSpec("Seen", .datetime, "When it was seen."),
                ColumnSpec("Name", .string, "What it is called, and more."), ColumnSpec("Count", .long),
            ])
        #expect(spec.place(of: "Count") == 2)
        #expect(spec.place(of: "count") == nil)
    }

    @Test func aColumnMayHaveOtherNames() throws {
        let spec = try parse("# A row.\n@alias AccountUpn AccountUPN\nTimestamp datetime When.\nAccountUPN string Who.\r")
        #expect(spec.columns.map(\.name) == ["Timestamp", "AccountUPN"])
        #expect(spec.queryColumns.last == ColumnSpec("AccountUpn", .string, "The same as AccountUPN."))
        #expect(spec.place(of: "AccountUpn") == 1)
        #expect(spec.place(of: "accountupn") == nil)
    }

    @Test func theProductFollowsFromTheColumnOfTheTime() throws {
        #expect(try parse("# A row.\nTimestamp datetime When.").product == .defender)
        #expect(try parse("# A row.\nTimeGenerated datetime When.").product == .sentinel)
    }

    @Test(
        arguments: [
            ("Timestamp datetime When.", 1, TableSpec.Fault.noSummary),
            ("# A row.\nTimestamp date When.", 2, .unknownType("date")),
            ("# A row.\n\n@about x", 3, .unknownDirective("@about x")),
            ("# A row.\n@product Splunk", 2, .unknownProduct("Splunk")),
            ("# A row.\n@time When\nTimestamp datetime When.", 3, .noTime("When")),
            ("# A row.\nTimestamp string When.", 2, .noTime("Timestamp or TimeGenerated")),
            ("# A row.\nTimestamp datetime\n9lives int Many.", 3, .badName("9lives")),
            ("# A row.\nTimestamp datetime\nName string\nname string", 4, .repeatedColumn("name")),
            ("# A row.\nTimestamp datetime\n_Ingested datetime", 3, .repeatedColumn("_Ingested")),
            ("# A row.\n@alias Who Name\nTimestamp datetime", 3, .noColumn("Name")),
            ("# A row.\n@alias Who\nTimestamp datetime", 2, .unknownDirective("@alias Who")),
            ("# A row.\n@alias Timestamp Timestamp\nTimestamp datetime", 3, .repeatedColumn("Timestamp")),
        ])
    func tellsWhatIsWrongAndWhere(text: String, line: Int, fault: TableSpec.Fault) {
        #expect(throws: TableSpecError(file: "Things.table", line: line, fault: fault)) { try parse(text) }
    }

    @Test func tablesMayNotShareAName() throws {
        let one = try parse("# A row.\n@also Other\nTimestamp datetime When.")
        let two = try parse("# A row.\nTimestamp datetime When.", name: "other")
        #expect(throws: TableSpecsError.repeatedTable("other")) { try TableSpecs([one, two]) }
    }

    @Test func everyShippedSpecIsRead() throws {
        let content = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Content")
        let specs = try TableSpecs.load(content.standardizedFileURL)
        for (number, table) in specs.tables.enumerated() {
            #expect(specs.number(of: table.name) == number)
            #expect(!table.summary.isEmpty && table.columns.allSatisfy { !$0.summary.isEmpty }, "\(table.name)")
        }
    }
}
