import KQL
import Testing

/// What an editor needs of the parser: it goes on after a mistake, and says where each is.
@Suite struct ParserTests {
    @Test func reportsEveryMistake() {
        let query = "T | where (x == | extend y = | count"
        let errors = Parser.parse(query).errors
        #expect(errors.count == 2)
        #expect(errors.allSatisfy { $0.kind == .syntax })
    }

    @Test func keepsWhatCouldBeRead() {
        let parsed = Parser.parse("T | wher x == 1 | count; print 1")
        #expect(parsed.statements.count == 2)
        #expect(parsed.errors.map(\.message) == ["there is no operator 'wher'; did you mean 'where'?"])
    }

    @Test func placesAreLineAndColumn() {
        let query = "print a = 1\n| extend é = 2\n| where zz == 1"
        let error = #expect(throws: QueryError.self) { try Engine().run(query) }
        #expect(error?.text(in: query).hasPrefix("line 3, column 9: ") == true)
    }

    @Test func nestingHasALimit() {
        let deep = "print " + String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000)
        #expect(Parser.parse(deep).errors.first?.kind == .limit)
    }

    /// Lists as long as those of indicators in real hunts.
    @Test func listsMayBeLong() throws {
        let list = (0..<20_000).map { "\"10.0.\($0 / 256).\($0 % 256)\"" }.joined(separator: ", ")
        let table = try Engine().run("print ip = \"10.0.78.31\" | where ip in (\(list)) | count")
        #expect(table.row(0) == [.long(1)])
        let chain = (0..<2_000).map { "x == \($0)" }.joined(separator: " or ")
        #expect(try Engine().run("print x = 1999 | where \(chain) | count").row(0) == [.long(1)])
    }

    /// Words of operators are names where a name stands.
    @Test func wordsAreNotReserved() throws {
        let table = try Engine().run(
            "datatable(count:long, where:string, search:string, ['in']:long)[1, \"a\", \"b\", 2] | where where == \"a\" and search has \"b\" and ['in'] == 2 | project count"
        )
        #expect(table.row(0) == [.long(1)])
    }
}
