import Primitives
import Testing

@testable import watchfloor

@Suite struct TimeTests {
    @Test(arguments: [
        (0, "now"), (9, "now"), (-9, "now"), (59, "59 s ago"), (60, "1 min ago"), (3599, "59 min ago"), (3600, "1 h ago"),
        (86399, "23 h ago"), (86400, "1 d ago"), (86400 * 59, "59 d ago"), (86400 * 60, "2 months ago"),
        (86400 * 800, "2 years ago"), (-120, "in 2 min"),
    ])
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

    @Test(arguments: [(Int64(1023), "1023 B"), (1024, "1.0 KiB"), (1536 << 10, "1.5 MiB"), (4 << 30, "4.0 GiB")])
    func bytes(number: Int64, expected: String) {
        #expect(ByteCount.text(number) == expected)
    }
}
