import Testing

@testable import Portal

@Suite struct SpanWordsTests {
    @Test(arguments: [
        ("P7300D", "the last 7,300 days"), ("PT36H", "the last 36 hours"), ("P1D", "the last day"),
        ("P1DT12H", "the last 1 day and 12 hours"), ("PT5M", "the last 5 minutes"), ("p2w", "the last 2 weeks"),
        ("PT0.5S", "the last 0.5 seconds"), ("2026-05-04", "2026-05-04"), ("P", "P"), ("PXD", "PXD"), ("P5", "P5"),
    ])
    func durationsAreSaidInWords(span: String, words: String) {
        #expect(SpanWords.text(span) == words)
    }
}
