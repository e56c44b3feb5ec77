import CaseStore
import Primitives
import SecurityModel
import Testing

/// Groups of alerts of one kind about the same things, whole and parted by pauses.
@Suite struct AlertGroupTests {
    /// Minutes of alerts of the first detector, and of the second.
    private static let minutes: [[Int64]] = [[0, 1, 5, 70, 71, 300], [2, 64]]

    struct Case: Sendable {
        var pause: Int64
        var counts: [Int64]
    }

    /// The pause, which may hang on how long all of it went on.
    private static func pause(_ minutes: Int64) -> (Duration) -> Duration {
        { span in
            #expect(span == .minutes(300))
            return .minutes(minutes)
        }
    }

    @Test func moreAlertsThanAreLookedAtAreNotParted() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                try transaction.place((1...5).map { alert($0, minute: $0 * 60) }, in: 1)
            }
            let counts = try await bench.store.read { reader in
                try [5, 4].map { most in
                    try reader.alertGroups(of: IncidentID(1), partedBy: { _ in .minutes(1) }, mostAlerts: most).bursts.count
                }
            }
            #expect(counts == [5, 1])
        }
    }

    @Test(arguments: [
        Case(pause: 2, counts: [2, 2, 1, 1, 1, 1]), Case(pause: 59, counts: [3, 2, 1, 1, 1]),
        Case(pause: 62, counts: [3, 2, 2, 1]), Case(pause: 70, counts: [5, 2, 1]), Case(pause: 1_000, counts: [6, 2]),
    ])
    func aPausePartsThem(_ one: Case) async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                let alerts = AlertGroupTests.minutes.enumerated().flatMap { detector, minutes in
                    minutes.enumerated().map { index, minute in
                        alert(Int64(detector * 10 + index) + 1, detector: Int64(detector) + 1, minute: minute)
                    }
                }
                try transaction.place(alerts, in: 1)
            }
            let groups = try await bench.store.read { reader in
                try reader.alertGroups(of: IncidentID(1), partedBy: AlertGroupTests.pause(one.pause), mostAlerts: 8)
            }
            let (parted, whole) = (groups.bursts, groups.whole)
            #expect(parted.map(\.alertCount).sorted(by: >) == one.counts)
            #expect(parted.map(\.firstActivity) == parted.map(\.firstActivity).sorted())
            #expect(whole.map(\.alertCount) == [6, 2])
            #expect(parted.first?.example == whole.first?.example)
            #expect(Set(parted.map(\.detector)) == Set(whole.map(\.detector)))
        }
    }
}
