import Testing

@testable import KQL

/// Queries in form: what they mean, their comments, their look.
@Suite struct FormatTests {
    @Test(arguments: [
        ("T|where a==1|count", "T\n| where a == 1\n| count"),
        ("T | extend x=1 , y = strcat( a,b )", "T\n| extend x=1, y = strcat(a, b)"),
        ("let a=5;T|take a", "let a=5;\nT\n| take a"),
        (
            "// first\nT // of all\n| where x // kept\n// alone\n| take 1",
            "// first\nT // of all\n| where x // kept\n// alone\n| take 1"
        ),
        ("T | join kind=inner (U | where b == 1) on c", "T\n| join kind=inner (U | where b == 1) on c"),
        (
            "T | join (U | where SomeColumn has \"a long text to look for\" | project Other, Columns) on c",
            "T\n| join (\n    U\n    | where SomeColumn has \"a long text to look for\"\n    | project Other, Columns\n) on c"
        ),
        ("print a['x'], ['b c'] == 1", "print a['x'], ['b c'] == 1"),
        ("datatable(a:int)[\n1,\n2\n]", "datatable(a:int)[\n    1,\n    2\n]"),
        (
            "T | where Alpha == \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" and Beta == \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbb\" or Gamma == \"ccccccccccccc\"",
            "T\n| where Alpha == \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\n    and Beta == \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"\n    or Gamma == \"ccccccccccccc\""
        ),
    ])
    func queriesComeIntoForm(text: String, form: String) throws {
        #expect(try QueryFormat.formatted(text) == form)
        #expect(try QueryFormat.formatted(form) == form)
    }

    @Test func whatIsNoQueryIsRefused() {
        #expect(throws: QueryError.self) { try QueryFormat.formatted("T | where (") }
    }

    /// Every query of the cases says the same afterwards, word for word, and keeps its comments.
    @Test func nothingIsLost() throws {
        for query in QueryCase.all.map(\.query) where Parser.parse(query).errors.isEmpty {
            let form = try QueryFormat.formatted(query)
            #expect(words(form) == words(query))
            #expect(try QueryFormat.formatted(form) == form)
        }
    }

    private func words(_ text: String) -> [String] {
        FormatPiece.pieces(of: text).flatMap { $0.comments.map(\.text) + [$0.text] }
    }
}
