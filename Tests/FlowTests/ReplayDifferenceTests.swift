import Correlation
@testable import Flow
import Testing

@Suite struct ReplayDifferenceTests {
    private func entry(_ number: IncidentNumber, _ alerts: [Int64], score: Double = 0, queue: Bool = false)
        -> IncidentLedger.Entry
    {
        let factors = score == 0 ? [] : [PriorityTerm(kind: .rarity, count: 1, value: score)]
        return IncidentLedger.Entry(
            number: number, alerts: alerts, priority: IncidentPriority(factors: factors), isOnQueue: queue)
    }

    @Test func twoThatBecomeOneAreAMerge() throws {
        let difference = ReplayDifference(
            from: [entry(1, [1, 2, 3], score: 20, queue: true), entry(2, [4, 5])],
            to: [entry(9, [1, 2, 3, 4, 5], score: 25, queue: true)], alertCount: 5)
        guard case .merged(let sources, let target) = try #require(difference.changes.first) else {
            Issue.record("\(difference.changes)")
            return
        }
        #expect(sources.map(\.number) == [1, 2])
        #expect(target.number == 9 && target.alertCount == 5 && target.rank == 1)
        #expect(difference.changes.count == 1)
    }

    /// Every alert has one place in what is told, whatever is split and merged at once.
    @Test func eachIncidentHasOneFateAndEachAlertOnePart() {
        let difference = ReplayDifference(
            from: [entry(1, [1, 2, 3], score: 20, queue: true), entry(2, [4, 5]), entry(3, [6])],
            to: [entry(1, [1, 2, 4], score: 25, queue: true), entry(2, [3]), entry(3, [5]), entry(4, [6])], alertCount: 6)
        #expect(difference.fates.map(\.incident.number) == [1, 2])
        #expect(difference.fates.map { $0.parts.map(\.alerts) } == [[2, 1], [1, 1]])
        #expect(difference.fates[0].parts[0].company == [2] && difference.fates[1].parts[0].company == [1])
        #expect(difference.fates[0].parts[1].company.isEmpty && difference.fates[0].parts[1].target.rank == nil)
    }

    @Test func routineThatIsSortedOtherwiseIsOnlyCounted() {
        let difference = ReplayDifference(
            from: [entry(1, [1, 2]), entry(2, [3])], to: [entry(1, [1]), entry(2, [2, 3])], alertCount: 3)
        #expect(difference.changes.isEmpty)
        #expect(difference.changesOffQueue == 2)  // one split, one merge
    }

    @Test func ranksThatChangeAreTold() {
        let difference = ReplayDifference(
            from: [entry(1, [1], score: 30, queue: true), entry(2, [2], score: 20, queue: true)],
            to: [entry(1, [1], score: 10, queue: true), entry(2, [2], score: 20, queue: true)], alertCount: 2)
        let moves = difference.changes.compactMap { change in
            if case .ranked(let before, let after) = change { [before.rank ?? 0, after.rank ?? 0] } else { nil }
        }
        #expect(moves == [[1, 2], [2, 1]])
    }

    @Test func whatComesAndGoesIsTold() {
        let difference = ReplayDifference(
            from: [entry(1, [1], score: 30, queue: true), entry(2, [2])],
            to: [entry(1, [1]), entry(2, [2], score: 20, queue: true)], alertCount: 2)
        #expect(
            difference.changes.map { change in
                switch change {
                case .appears(let side, let before): "appears \(before.number) \(side.number)"
                case .leaves(let side, let after): "leaves \(side.number) \(after.number)"
                default: "?"
                }
            } == ["appears 2 2", "leaves 1 1"])
    }
}
