import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// Alerts in bursts: what there is no room for is joined across the shortest pauses, and no alert is lost.
@Suite struct BurstsTests {
    private static let start = Timestamp(unixSeconds: Int64(1_777_888_800))

    /// A burst of ten alerts within a minute.
    private static func burst(_ number: Int64, at minute: Int64, of detector: Int64 = 1) -> AlertGroup {
        AlertGroup(
            detector: detector, title: "Rule \(detector)", severity: .low, alertCount: 10, openCount: 10,
            firstActivity: start + .minutes(minute), lastActivity: start + .minutes(minute + 1), example: AlertID(number),
            tactics: [], entities: [])
    }

    @Test(arguments: [(500, 6), (5, 4), (3, 2), (2, 2)])
    func theShortestPausesAreJoinedFirst(most: Int, left: Int) {
        let bursts = [0, 10, 20, 200, 400, 3_000].enumerated().map { BurstsTests.burst(Int64($0) + 1, at: $1) }
        let joined = Bursts.joined(AlertGroups(whole: [bursts[0]], bursts: bursts), most: most)
        #expect(joined.count == left && joined.map(\.alertCount).reduce(0, +) == 60)
        #expect(joined.last?.lastActivity == BurstsTests.start + .minutes(3_001))
        if left == 4 { #expect(joined[0].lastActivity == BurstsTests.start + .minutes(21)) }
    }

    @Test func kindsStayApart() {
        let bursts = (0..<6).map { BurstsTests.burst($0 + 1, at: $0 * 10, of: $0 % 2) }
        let joined = Bursts.joined(AlertGroups(whole: Array(bursts.prefix(2)), bursts: bursts), most: 1)
        #expect(joined.map(\.detector) == [0, 1] && joined.map(\.alertCount) == [30, 30])
        #expect(joined.map(\.example) == [AlertID(1), AlertID(2)])
    }

    @Test(arguments: [(Int64(10), Int64(10)), (160, 20), (600, 60), (10_000, 60)])
    func aPauseIsLongByHowLongAllOfItWent(minutes: Int64, pause: Int64) {
        #expect(Bursts.pause(of: [BurstsTests.burst(1, at: 0), BurstsTests.burst(2, at: minutes - 1)]) == .minutes(pause))
    }
}
