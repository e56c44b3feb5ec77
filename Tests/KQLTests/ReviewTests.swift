import KQL
import Testing

/// All mistakes of a query at once, as an editor marks them.
@Suite struct ReviewTests {
    private static let engine = Engine(
        provider: SchemaTables(
            ["Events": Schema([Field("FileName", .string), Field("Size", .long)])], isElsewhere: { $0 == "_GetWatchlist" }))

    static let cases: [(query: String, mistakes: [String])] = [
        ("Events | where FileName == 'a' | summarize count() by Size", []),
        (
            "Events\n| where FileNme == 'a'\n| wher Size > 1\n| summarize cont() by FileName",
            ["there is no column 'FileNme'", "wher", "there is no function 'cont'"]
        ),
        // What an operator with a mistake would have made is not known, so nothing is said of what goes on with it.
        ("Events | extend a = nofunction(Size) | where a > 1 and b > 1", ["there is no function 'nofunction'"]),
        ("let x = nofunction(1); Events | where Size > x | where Sizes > 1", ["there is no function 'nofunction'", "'Sizes'"]),
        ("Evnts | where Size > 1", ["there is no table 'Evnts'"]),
        ("_GetWatchlist('vip') | where SearchKey == 'a'", []),
        ("Events | where FileName in (_GetWatchlist('vip') | project SearchKey)", []),
    ]

    @Test(arguments: cases) func mistakesAreFoundOperatorByOperator(_ query: String, _ mistakes: [String]) {
        let found = ReviewTests.engine.review(query).mistakes
        #expect(found.count == mistakes.count, "\(found.map(\.message))")
        for (error, piece) in zip(found, mistakes) { #expect(error.message.contains(piece), "\(error.message)") }
        let places = found.compactMap(\.span?.start)
        #expect(places == places.sorted())
    }
}
