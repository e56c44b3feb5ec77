import Primitives
import Testing

@testable import Portal

/// Which time a report is about.
@Suite struct ReportSpanTests {
    private static let now = Timestamp("2026-05-12T09:00:00Z") ?? .distantPast

    @Test(
        arguments: [
            ("2026-04", "April 2026", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"),
            ("2026-05", "May 2026 to date", "2026-05-01T00:00:00Z", "2026-05-12T09:00:00Z"),
            ("2026-Q2", "Quarter 2 of 2026 to date", "2026-04-01T00:00:00Z", "2026-05-12T09:00:00Z"),
            ("2026-Q1", "Quarter 1 of 2026", "2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"),
            ("2026-06", "June 2026", "2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z"),
        ])
    func whatIsNotOverEndsNow(asked: String, title: String, from: String, before: String) {
        let span = ReportSpan(asked, now: ReportSpanTests.now)
        #expect(span.title == title && span.name == asked)
        #expect(span.from == Timestamp(from) && span.before == Timestamp(before))
        #expect(span.moments(pieces: 30).last ?? .distantFuture <= span.before)
    }
}
