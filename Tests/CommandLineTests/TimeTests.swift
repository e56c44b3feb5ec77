import Primitives
import Testing

@testable import watchfloor

@Suite struct TimeTests {
    static let ages: [(Int64, String)] = [
        (0, "now"), (9, "now"), (-9, "now"), (59, "59 s ago"), (60, "1 min ago"), (3599, "59 min ago"), (3600, "1 h ago"),
        (86399, "23 h ago"), (86400, "1 d ago"), (5_097_600, "59 d ago"), (5_184_000, "2 months ago"),
        (69_120_000, "2 years ago"), (-120, "in 2 min"),
    ]

    @Test(arguments: TimeTests.ages)
    func relative(seconds: Int64, expected: String) throws {
        let now = try #require(Timestamp("2026-05-04T12:00:00Z"))
        #expect(RelativeTime.text(now - .seconds(seconds), now: now) == expected)
    }

    @Test func localTimeHasItsShape() throws {
        let time = try #require(Timestamp("2026-05-04T12:00:07Z"))
        let text = LocalTime.text(time)
        #expect(text.count == 19)
        #expect(text.hasPrefix("2026-05-0"))
        #expect(text.hasSuffix(":07"))
    }

    @Test(arguments: [(Int64(0), "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
    func counts(number: Int64, expected: String) {
        #expect(Count.text(number) == expected)
    }

    @Test(arguments: [(Int64(1023), "1023 B"), (1024, "1.0 KiB"), (1_572_864, "1.5 MiB"), (4_294_967_296, "4.0 GiB")])
    func bytes(number: Int64, expected: String) {
        #expect(ByteCount.text(number) == expected)
    }
}
