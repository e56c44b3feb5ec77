import CaseStore
import Primitives
import Testing

@testable import Portal

@Suite struct SpanEndTests {
    @Test(
        arguments: [
            ("2026-05-04", "2026-05-04T00:00:00Z", "2026-05-05T00:00:00Z"),
            ("2026-05-04T12:30", "2026-05-04T12:30:00Z", "2026-05-04T12:31:00Z"),
            ("2026-05-04T12:30:15", "2026-05-04T12:30:15Z", "2026-05-04T12:30:16Z"),
            ("2026-05-04T12:30:15Z", "2026-05-04T12:30:15Z", "2026-05-04T12:30:16Z"),
        ]) func whatIsNamedIsMeantWhole(_ text: String, _ start: String, _ end: String) throws
    {
        let span = try #require(SpanEnd(text))
        #expect(span.start == Timestamp(start) && span.end == Timestamp(end))
    }

    @Test(arguments: ["", "soon", "2026-5-4", "2026-13-01", "2026-05-04T25:00", "12:30", "2026-05"])
    func othersAreNone(_ text: String) {
        #expect(SpanEnd(text) == nil)
    }

    /// What a form shows and sends again names the same span.
    @Test(arguments: ["2026-05-04", "2026-05-04T12:30", "2026-05-04T12:30:15"])
    func aFieldSaysTheSame(_ text: String) throws {
        let span = try #require(SpanEnd(text))
        #expect(SpanEnd(SpanEnd.field(text, isLast: false))?.start == span.start)
        #expect(SpanEnd(SpanEnd.field(text, isLast: true))?.end == span.end)
    }

    @Test func words() {
        #expect(SpanEnd.words(from: "2026-05-04", to: "2026-05-04T12:30") == "from 2026-05-04 to 2026-05-04 12:30 UTC")
        #expect(SpanEnd.words(from: "", to: "") == nil)
    }
}

/// What an address says and cannot be read is said, and is nothing of the view.
@Suite struct UnreadOptionTests {
    @Test(
        arguments: [
            "entity=197", "severity=loud", "status=asleep", "from=soon", "to=2026-13-01", "days=400", "queue=none", "order=up",
            "priority=high", "offset=x", "columns=colour", "tactic=none", "services=many", "investigation=odd",
        ]) func theQueueSaysWhatItLeavesOut(_ query: String)
    {
        let address = QueueAddress(query: query)
        #expect(address.unread.map(\.name) == [String(query.prefix { $0 != "=" })])
        #expect(!address.isFiltered && address.options.isEmpty, "\(address.options)")
        #expect(address.unread[0].words.contains("“\(query)” is left out"))
    }

    @Test(
        arguments: [
            "entity=197", "severity=loud", "status=asleep", "classification=odd", "investigation=odd", "from=soon", "days=400",
            "time=noon", "order=up", "offset=x",
        ]) func theAlertsSayWhatTheyLeaveOut(_ query: String)
    {
        let address = AlertListAddress(AddressOptions.read(query))
        #expect(address.unread.map(\.name) == [String(query.prefix { $0 != "=" })])
        #expect(!address.isFiltered && address.address == "/alerts")
    }

    @Test func whatIsReadIsNotNoted() {
        let query =
            "q=%23250&queue=all&severity=high&severity=critical&entity=ip:203.0.113.9&from=2026-05-04T12:30&days=7&order=created"
        #expect(QueueAddress(query: query).unread.isEmpty)
        #expect(AlertListAddress(AddressOptions.read("severity=high&time=activity&to=2026-05-04T12:30&days=0")).unread.isEmpty)
    }

    @Test func aMomentReachesTheQuestion() {
        let query = QueueAddress(query: "from=2026-05-04T12:30&to=2026-05-05").query(now: .now)
        #expect(query.createdFrom == Timestamp("2026-05-04T12:30:00Z"))
        #expect(query.createdBefore == Timestamp("2026-05-06T00:00:00Z"))
    }
}
