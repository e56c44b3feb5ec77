import Primitives
import Testing

@testable import Flow

@Suite struct IntakeMeterTests {
    @Test func theLastHourAndTheRate() {
        let meter = IntakeMeter()
        let start = Timestamp("2026-05-04T10:00:30Z")!
        meter.note(received: 600, rejected: 0, by: "a", at: start)
        meter.note(received: 100, rejected: 5, by: "a", at: start + .minutes(58))
        meter.note(received: 7, rejected: 0, by: "b", at: start + .minutes(58))
        let soon = meter.reading(of: "a", at: start + .minutes(59))
        #expect((soon.received, soon.rejected, soon.perMinute) == (700, 5, 20))
        // What is older than an hour has gone, also where its minute was not written over.
        let later = meter.reading(of: "a", at: start + .minutes(60))
        #expect((later.received, later.rejected, later.perMinute) == (100, 5, 20))
        #expect(meter.reading(of: "a", at: start + .hours(9)) == IntakeMeter.Reading())
        meter.note(received: 1, rejected: 0, by: "a", at: start + .minutes(60))
        #expect(meter.reading(of: "a", at: start + .minutes(60)).received == 101)
        #expect(meter.reading(of: "nobody", at: start) == IntakeMeter.Reading())
    }
}
