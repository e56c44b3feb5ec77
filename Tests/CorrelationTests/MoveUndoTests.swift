@testable import Correlation
import Testing

private let day = 24.0 * 60

/// Alerts that come back from where a person had put them leave nothing behind.
@Suite struct MoveUndoTests {
    /// Two separate attacks on two devices: their incidents, and what each ranks by.
    private struct Attacks {
        var feed = Feed()
        let a: [Observation]
        let b: [Observation]
        let home: IncidentNumber
        let other: IncidentNumber

        init() {
            feed.age(devices: [1, 2])
            (a, b) = (feed.attack(4 * day, on: 1), feed.attack(4 * day + 30, on: 2, first: 301))
            (home, other) = (feed.incident(a[0]), feed.incident(b[0]))
        }

        var ranks: [IncidentPriority] {
            [home, other].map { feed.correlator.priority(of: feed.correlator.state.incidents[Int($0 - 1)]) }
        }
    }

    private enum Way: CaseIterable {
        case undone, byHand
    }

    @Test(arguments: [1, 3, 6])
    func bothRankAsBefore(count: Int) throws {
        for way in Way.allCases {
            var attacks = Attacks()
            let before = attacks.ranks
            let moved = Array(attacks.a.prefix(count))
            try attacks.feed.decide(.moveAlerts(moved, source: attacks.home, target: attacks.other))
            #expect(attacks.ranks[1] != before[1], "the move itself counts")
            try attacks.feed.decide(
                way == .undone
                    ? .undoMove(moved, source: attacks.other, target: attacks.home)
                    : .moveAlerts(moved, source: attacks.other, target: attacks.home))
            #expect(attacks.ranks == before, "\(way)")
            #expect(attacks.feed.incident(moved[0]) == attacks.home && attacks.feed.contradictions.isEmpty)
        }
    }

    /// What comes later goes where it would have gone, and is neither bound to the one nor barred from the other.
    @Test func anUndoneMoveIsForgotten() throws {
        var attacks = Attacks()
        try attacks.feed.decide(.moveAlerts([attacks.a[5]], source: attacks.home, target: attacks.other))
        try attacks.feed.decide(.undoMove([attacks.a[5]], source: attacks.other, target: attacks.home))
        let next = attacks.feed.send(4 * day + 60, 206, on: 1)
        #expect(attacks.feed.signal(next) != .mustLink)
        let pair = try #require(attacks.feed.correlator.state.pairs.value(of: PairHistory.key(206, 1)))
        #expect(pair.mustLink == 0 && pair.cannotLink.isEmpty)
    }

    /// Two alerts of one detector and anchor, moved one after the other and taken back in either order.
    @Test(arguments: [true, false])
    func severalOfOneKindAreForgottenTogether(isFirstFirst: Bool) throws {
        var attacks = Attacks()
        let again = attacks.feed.send(4 * day + 2, 206, on: 1)
        let before = attacks.ranks
        let both = [attacks.a[5], again]
        for alert in both {
            try attacks.feed.decide(.moveAlerts([alert], source: attacks.feed.incident(alert), target: attacks.other))
        }
        for alert in isFirstFirst ? both : both.reversed() {
            try attacks.feed.decide(.undoMove([alert], source: attacks.other, target: attacks.home))
        }
        #expect(attacks.ranks == before)
        let pair = try #require(attacks.feed.correlator.state.pairs.value(of: PairHistory.key(206, 1)))
        #expect(pair.mustLink == 0 && pair.cannotLink.isEmpty)
    }

    /// Over a third incident, and while another is merged in.
    @Test func alertsComeBackOverDetours() throws {
        var attacks = Attacks()
        let c = attacks.feed.attack(4 * day + 90, on: 3, first: 401)
        let third = attacks.feed.incident(c[0])
        let before = attacks.ranks + [rank(third, attacks.feed)]
        let moved = [attacks.a[0]]
        try attacks.feed.decide(.moveAlerts(moved, source: attacks.home, target: attacks.other))
        try attacks.feed.decide(.merge(third, attacks.other))
        try attacks.feed.decide(.moveAlerts(moved, source: third, target: nil))
        let fourth = attacks.feed.incident(moved[0])
        try attacks.feed.decide(.undoMerge(source: attacks.other))
        #expect(attacks.ranks + [rank(third, attacks.feed)] == before)
        #expect(rank(fourth, attacks.feed).score > 0)
        try attacks.feed.decide(.undoMove(moved, source: fourth, target: attacks.home))
        #expect(attacks.ranks == before.dropLast() && rank(fourth, attacks.feed).score == 0)
    }

    @Test func aCheckpointKeepsWhatWasMoved() throws {
        var attacks = Attacks()
        let before = attacks.ranks
        try attacks.feed.decide(.moveAlerts([attacks.a[0]], source: attacks.home, target: attacks.other))
        try attacks.feed.decide(.rate([EntityRating(entity: 1, criticality: 4)]))
        try attacks.feed.decide(.rate([EntityRating(entity: 1, criticality: 0)]))
        let bytes = attacks.feed.correlator.checkpoint()
        attacks.feed.correlator = try Correlator(checkpoint: bytes)
        #expect(attacks.feed.correlator.checkpoint() == bytes)
        try attacks.feed.decide(.undoMove([attacks.a[0]], source: attacks.other, target: attacks.home))
        #expect(attacks.ranks == before)
    }

    private func rank(_ incident: IncidentNumber, _ feed: Feed) -> IncidentPriority {
        feed.correlator.priority(of: feed.correlator.state.incidents[Int(incident - 1)])
    }
}
