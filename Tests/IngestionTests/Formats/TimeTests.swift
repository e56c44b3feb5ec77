import Foundation
import Primitives
import SecurityModel
import Testing

@testable import Ingestion

@Suite struct TimeTests {
    @Test(arguments: [
        ("1795078800", EpochUnit.seconds, "2026-11-19T09:00:00Z"),
        ("1795078800123", .milliseconds, "2026-11-19T09:00:00.1230000Z"),
        ("1795078800123456", .microseconds, "2026-11-19T09:00:00.1234560Z"),
        ("1795078800123456789", .nanoseconds, "2026-11-19T09:00:00.1234567Z"),
        ("-1", .seconds, "1969-12-31T23:59:59Z"), ("1795078800.5", .seconds, "2026-11-19T09:00:00.5000000Z"),
    ])
    func countsSince1970(_ text: String, _ unit: EpochUnit, _ expected: String) {
        #expect(unit.moment(text)?.rfc3339 == expected)
        #expect(Timestamp(reported: text)?.rfc3339 == expected)
    }

    @Test(arguments: [
        "9223372036854775807", "-9223372036854775808", "1e300", "-1e300", "nan", "inf", "", "x", "99999999999999999999",
    ])
    func refusesWhatIsNoMoment(_ text: String) {
        #expect(EpochUnit.seconds.moment(text) == nil)
    }

    @Test(arguments: [
        ("Nov 04 2026 10:00:00.123 UTC", "2026-11-04T10:00:00.1230000Z"), ("Nov  4 10:00:00", "2026-11-04T10:00:00Z"),
        ("Dec 24 10:00:00", "2025-12-24T10:00:00Z"), ("Feb 29 08:00:00", "2024-02-29T08:00:00Z"),
        ("Nov 21 11:00:00", "2026-11-21T11:00:00Z"), ("Nov 04 2026 10:00:00 GMT+01:00", "2026-11-04T09:00:00Z"),
    ])
    func readsMonthsInLetters(_ text: String, _ expected: String) {
        #expect(EventTime.read(text, by: SourceClock(received: GoldenCase.received))?.rfc3339 == expected)
    }

    /// A name with one meaning is that; one with several, and none, is the source's zone.
    @Test(arguments: [
        ("Nov 04 2026 10:00:00 CET", "2026-11-04T09:00:00Z"), ("Nov 04 2026 10:00:00 JST", "2026-11-04T01:00:00Z"),
        ("Nov 04 2026 10:00:00 IST", "2026-11-04T18:00:00Z"), ("Nov 04 2026 10:00:00", "2026-11-04T18:00:00Z"),
        ("Jul 04 2026 10:00:00", "2026-07-04T17:00:00Z"), ("2026-11-04 10:00:00", "2026-11-04T18:00:00Z"),
        ("2026-11-04 10:00:00Z", "2026-11-04T10:00:00Z"), ("2026-11-04T10:00:00+01:00", "2026-11-04T09:00:00Z"),
        // Numbers count from a moment.
        ("1793786400", "2026-11-04T10:00:00Z"),
        // The hour that summer leaves out, and the one that it gives back.
        ("2026-03-08 02:30:00", "2026-03-08T10:30:00Z"), ("2026-11-01 01:30:00", "2026-11-01T08:30:00Z"),
    ])
    func readsTheZoneOfASource(_ text: String, _ expected: String) throws {
        let zone = try #require(LocalZone("America/Los_Angeles"))
        #expect(EventTime.read(text, by: SourceClock(received: GoldenCase.received, zone: zone))?.rfc3339 == expected)
    }

    @Test(arguments: ["Europe/Berlin", "UTC", ""])
    func knowsZones(_ name: String) { #expect(LocalZone(name) != nil) }

    @Test(arguments: ["EST", "Mars/Olympus", "+02:00", "../etc/passwd"])
    func refusesWhatIsNoZone(_ name: String) { #expect(LocalZone(name) == nil) }

    @Test(arguments: [
        ("dd/MM/yyyy HH:mm:ss", "18/11/2026 14:01:02", "2026-11-18T14:01:02Z"),
        ("MMM d, yyyy h:mm:ss a z", "Nov 8, 2026 2:01:02 PM GMT+01:00", "2026-11-08T13:01:02Z"),
        ("yyyyMMddHHmmssSSS", "20261118140102003", "2026-11-18T14:01:02.0030000Z"),
        ("yyyy-MM-dd'T'HH:mm:ss.SSSX", "2026-11-18T14:01:02.5Z", "2026-11-18T14:01:02.0050000Z"),
        ("EEE dd.MM.yy HH:mm Z", "Wed 18.11.26 14:01 +0200", "2026-11-18T12:01:00Z"),
    ])
    func readsWhatAPatternSays(_ pattern: String, _ text: String, _ expected: String) {
        #expect(TimePattern(pattern)?.read(text, by: SourceClock(received: GoldenCase.received))?.rfc3339 == expected)
    }

    @Test(arguments: [
        ("dd/MM/yyyy", "18-11-2026"), ("dd/MM/yyyy", "18/11/2026 and more"), ("dd/MM/yyyy", "32/13/2026"), ("dd/QQ", "1/2"),
        ("HH:mm z", "10:00 east"), ("", "x"), ("yyyy", ""),
    ])
    func refusesWhatThePatternDoesNotSay(_ pattern: String, _ text: String) {
        #expect(TimePattern(pattern)?.read(text, by: SourceClock(received: GoldenCase.received)) == nil)
    }

    @Test(arguments: [
        "Nov 31 2026 10:00:00", "Nov 04 2026 10:00:00 east", "Nov", "Nov 4", "Foo 4 10:00:00", "Nov 4 25:00:00",
    ])
    func refusesWhatIsNoTime(_ text: String) {
        #expect(EventTime.read(text, by: SourceClock(received: GoldenCase.received)) == nil)
    }

    /// First and last activity for times that can and cannot be.
    @Test(arguments: [
        ("2026-11-19T00:00:00Z", "2026-11-19T01:00:00Z", "2026-11-19T00:00:00Z", "2026-11-19T01:00:00Z", false),
        ("2026-11-19T01:00:00Z", "2026-11-19T00:00:00Z", "2026-11-19T00:00:00Z", "2026-11-19T01:00:00Z", false),
        ("1601-01-01", "2026-11-19T01:00:00Z", "2026-11-19T01:00:00Z", "2026-11-19T01:00:00Z", true),
        ("2026-11-19T01:00:00Z", "2031-01-01", "2026-11-19T01:00:00Z", "2026-11-19T01:00:00Z", true),
        ("1989-12-31T23:59:59Z", "2026-11-21T12:00:01Z", "2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z", true),
        ("1990-01-01", "2026-11-21T12:00:00Z", "1990-01-01T00:00:00Z", "2026-11-21T12:00:00Z", false),
    ])
    func keepsAlertsOfWrongClocks(_ first: String, _ last: String, _ start: String, _ end: String, _ isWrong: Bool)
        throws
    {
        let record = RawRecord(source: "test", received: GoldenCase.received, bytes: [])
        let report = record.report("t", from: try #require(Timestamp(first)), to: Timestamp(last))
        #expect(report.firstActivity.rfc3339 == start)
        #expect(report.lastActivity.rfc3339 == end)
        #expect((report.additionalData["reportedTime"] != nil) == isWrong)
    }
}
