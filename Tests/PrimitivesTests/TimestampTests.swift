import Foundation
import Primitives
import SeededRandom
import Testing

@Suite struct TimestampTests {
    @Test(
        arguments: [
            (0, "0001-01-01T00:00:00Z"), (1, "0001-01-01T00:00:00.0000001Z"), (10_000_000, "0001-01-01T00:00:01Z"),
            (621_355_968_000_000_000, "1970-01-01T00:00:00Z"), (621_355_967_999_999_999, "1969-12-31T23:59:59.9999999Z"),
            (630_822_815_999_999_999, "1999-12-31T23:59:59.9999999Z"),
            (3_155_378_975_999_999_999, "9999-12-31T23:59:59.9999999Z"),
        ] as [(Int64, String)])
    func isWrittenInUTC(_ ticks: Int64, _ text: String) {
        #expect(Timestamp(ticks: ticks).rfc3339 == text)
        #expect(Timestamp(text)?.ticks == ticks)
    }

    /// Sums of times can leave the years that have four digits; the text then is the nearest that can be written.
    @Test func whatCannotBeWrittenIsTheNearestThatCan() {
        #expect((Timestamp.distantPast - .days(1)).rfc3339 == "0001-01-01T00:00:00Z")
        #expect((Timestamp.distantFuture + .days(1)).rfc3339 == "9999-12-31T23:59:59.9999999Z")
        #expect(Timestamp(ticks: .min).rfc3339 == "0001-01-01T00:00:00Z")
        #expect(Timestamp(ticks: .max).rfc3339 == "9999-12-31T23:59:59.9999999Z")
    }

    /// The days of the calendar as the C library counts them, and back.
    @Test(arguments: [11, 12, 13] as [UInt64])
    func agreesWithTheCalendarOfTheSystem(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &random)
            var time = time_t(seconds)
            var parts = tm()
            gmtime_r(&time, &parts)
            func padded(_ number: Int32, _ digits: Int) -> String {
                String(repeating: "0", count: digits - "\(number)".count) + "\(number)"
            }
            let date = "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1, 2))-\(padded(parts.tm_mday, 2))"
            let clock = "\(padded(parts.tm_hour, 2)):\(padded(parts.tm_min, 2)):\(padded(parts.tm_sec, 2))"
            #expect(Timestamp(unixSeconds: seconds).rfc3339 == "\(date)T\(clock)Z", "seed \(seed), \(seconds)")
            #expect(Timestamp("\(date) \(clock)")?.unixSeconds == seconds, "seed \(seed), \(seconds)")
        }
    }

    @Test func everyTickSurvivesItsText() {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<3000 {
            let time = Timestamp(ticks: Int64.random(in: 0...Timestamp.distantFuture.ticks, using: &random))
            #expect(Timestamp(time.rfc3339) == time, "\(time.ticks)")
            var writer = JSONWriter()
            writer.write(time)
            #expect(writer.bytes == Array("\"\(time.rfc3339)\"".utf8))
        }
    }

    @Test(
        arguments: [(-1, -1), (-10_000_000, -1), (-10_000_001, -2), (0, 0), (9_999_999, 0), (10_000_000, 1)] as [(Int64, Int64)])
    func wholeSecondsAreRoundedDown(_ ticks: Int64, _ seconds: Int64) {
        #expect((Timestamp(unixSeconds: Int64(0)) + Duration(ticks: ticks)).unixSeconds == seconds)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (-0.5, "1969-12-31T23:59:59.5000000Z"), (1.5, "1970-01-01T00:00:01.5000000Z"),
        (1_793_527_200.25, "2026-11-01T10:00:00.2500000Z"),
    ])
    func readsFractionsOfSeconds(_ seconds: Double, _ text: String) {
        #expect(Timestamp(unixSeconds: seconds)?.rfc3339 == text)
    }

    @Test(arguments: [.nan, .infinity, -.infinity, 253_402_300_800, -62_135_596_801, 1e300] as [Double])
    func refusesSecondsThatAreNoMoment(_ seconds: Double) {
        #expect(Timestamp(unixSeconds: seconds) == nil)
    }

    @Test func theLastSecondsThatCanBeStayInside() throws {
        let last = try #require(Timestamp(unixSeconds: (253_402_300_800 as Double).nextDown))
        #expect(last <= .distantFuture)
        let first = try #require(Timestamp(unixSeconds: (-62_135_596_800 as Double).nextUp))
        #expect(first >= .distantPast)
    }

    @Test func spansAdd() {
        #expect(Duration.days(1) == .hours(24) && Duration.hours(1) == .minutes(60) && Duration.minutes(1) == .seconds(60))
        #expect(Duration(ticks: 5_000_000).seconds == 0.5)
        let time = Timestamp(unixSeconds: Int64(100))
        #expect(time + .seconds(5) - time == .seconds(5))
        #expect(time - .seconds(5) < time && Duration.seconds(1) < .minutes(1))
    }

    @Test func nowIsNow() {
        let before = Int64(Foundation.time(nil)), now = Timestamp.now.unixSeconds, after = Int64(Foundation.time(nil))
        #expect(before - 1 <= now && now <= after + 1)
    }
}
