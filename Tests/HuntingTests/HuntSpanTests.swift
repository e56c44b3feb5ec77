import Hunting
import Primitives
import Testing

@Suite struct HuntSpanTests {
    private static let now = Timestamp(unixSeconds: Int64(1_780_000_000))
    private static let start = Timestamp("2026-05-01T00:00:00Z") ?? .distantPast
    private static let end = Timestamp("2026-05-03T12:00:00Z") ?? .distantPast

    @Test(arguments: [
        ("P7D", HuntSpan(start: now - .days(7))), ("PT90M", HuntSpan(start: now - .minutes(90))),
        ("P1DT2H3M4S", HuntSpan(start: now - .seconds(86400 + 7384))), ("P2W", HuntSpan(start: now - .days(14))),
        ("2026-05-01T00:00:00Z", HuntSpan(start: start)),
        ("2026-05-01T00:00:00Z/2026-05-03T12:00:00Z", HuntSpan(start: start, end: end)),
        ("2026-05-01T00:00:00Z/PT60H", HuntSpan(start: start, end: end)),
        ("P2DT12H/2026-05-03T12:00:00Z", HuntSpan(start: start, end: end)),
    ])
    func spans(text: String, span: HuntSpan) {
        #expect(HuntSpan(text, now: HuntSpanTests.now) == span)
    }

    @Test(arguments: [
        "", "P", "PT", "7D", "P7", "P7DT", "P-1D", "P1X", "P1H", "PT1D", "P1.5D", "P99999999999999999999D", "/", "P1D/", "/P1D",
        "P1D/P1D",
        "2026-05-03T12:00:00Z/2026-05-01T00:00:00Z", "2026-13-01/P1D", "P1D/2026-05-01T00:00:00Z/P1D", "yesterday",
    ])
    func isNone(text: String) {
        #expect(HuntSpan(text, now: HuntSpanTests.now) == nil)
    }

    @Test func everyTableSaysWhatItHolds() {
        for table in HuntDesk.casesHelp {
            #expect(!table.summary.isEmpty)
            #expect(Set(table.columns.map(\.name)).count == table.columns.count, "\(table.name) has a column twice")
            for column in table.columns { #expect(column.meaning.hasSuffix("."), "\(table.name).\(column.name)") }
            #expect(table.columns.contains { $0.name == "TimeGenerated" })
        }
    }
}
