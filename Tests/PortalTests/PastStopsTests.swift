import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// At which moments an incident can be looked at.
@Suite struct PastStopsTests {
    private static func change(_ sequence: Int64, second: Int64) -> Change {
        Change(
            sequence: sequence, time: Timestamp(unixSeconds: 1_777_888_800 + second), actor: "ana", isPerson: true,
            action: ChangeAction.incidentUpdated.rawValue, incident: IncidentID(1), alert: nil, payload: [:])
    }

    private static let stops = PastStops([
        change(1, second: 0), change(2, second: 0), change(5, second: 0), change(9, second: 60),
    ])

    @Test func whatHappensInOneSecondIsOneStop() {
        #expect(PastStopsTests.stops.stops.map(\.sequence) == [5, 9])
    }

    @Test(
        arguments: [
            ("2026-05-04T09:59", nil), ("2026-05-04T10:00", 0), ("2026-05-04T10:00Z", 0), ("2026-05-04T10:00:59Z", 0),
            ("2026-05-04T10:01:00", 1),
            ("2026-05-04T12:01:00+02:00", 1), ("1", 0), ("8", 0), ("9", 1), ("0", nil),
        ] as [(String, Int?)]) func aMomentShowsWhatHadHappened(_ text: String, _ place: Int?) throws
    {
        let wish: PastStops.Wish? = PastStops.Wish(text)
        #expect(wish != nil)
        #expect(PastStopsTests.stops.place(wish) == place)
    }

    @Test func noMomentIsTheNewestAndNonsenseIsNone() {
        #expect(PastStopsTests.stops.place(nil) == 1)
        #expect(PastStops.Wish("yesterday") == nil && PastStops.Wish("") == nil)
    }
}
