@testable import Correlation
import Testing

private let day = 24.0 * 60

@Suite struct HumanDecisionTests {
    /// Two separate attacks on two devices.
    private func twoAttacks(policy: CorrelationPolicy = CorrelationPolicy()) -> (Feed, [Observation], [Observation]) {
        var feed = Feed(policy: policy)
        feed.age(devices: [1, 2])
        let a = feed.attack(4 * day, on: 1), b = feed.attack(4 * day + 30, on: 2, first: 301)
        return (feed, a, b)
    }

    @Test func aMergeIsOneIncidentAndTakingItBackIsTwo() throws {
        var (feed, a, b) = twoAttacks()
        let first = feed.incident(a[0]), second = feed.incident(b[0])
        let priorities = [feed.priority(a[0]), feed.priority(b[0])]
        try feed.decide(.merge(first, second))
        #expect(feed.incident(a[0]) == feed.incident(b[0]))
        let source = feed.incident(a[0]) == first ? second : first
        try feed.decide(.undoMerge(source: source))
        #expect(feed.incident(a[0]) == first && feed.incident(b[0]) == second)
        #expect([feed.priority(a[0]), feed.priority(b[0])] == priorities)
        #expect(throws: CorrelationRefusal.notMerged(source)) { try feed.decide(.undoMerge(source: source)) }
    }

    /// Whoever merges says which one stays, whatever correlation would keep.
    @Test(arguments: [true, false])
    func theFirstOfAMergeStays(isOlderFirst: Bool) throws {
        var (feed, a, b) = twoAttacks()
        let older = feed.incident(a[0]), newer = feed.incident(b[0])
        try feed.decide(.assign(isOlderFirst ? newer : older, owner: 7))
        let (first, second) = isOlderFirst ? (older, newer) : (newer, older)
        try feed.decide(.merge(first, second))
        #expect(feed.incident(a[0]) == first && feed.incident(b[0]) == first)
        try feed.decide(.undoMerge(source: second))
        #expect(feed.incident(a[0]) == older && feed.incident(b[0]) == newer)
    }

    @Test func afterUndoTheTwoNeverMergeByThemselves() throws {
        var (feed, a, b) = twoAttacks()
        let first = feed.incident(a[0]), second = feed.incident(b[0])
        try feed.decide(.merge(first, second))
        try feed.decide(.undoMerge(source: feed.incident(a[0]) == first ? second : first))
        let shared = [EntityRef(id: 500, kind: .user)]
        feed.send(4 * day + 40, 401, on: 1, product: 1, shares: shared)
        feed.send(4 * day + 41, 402, on: 2, product: 2, shares: shared)
        #expect(feed.incident(a[0]) != feed.incident(b[0]))
    }

    @Test func mergesAreRefused() throws {
        let (feed, a, b) = twoAttacks()
        let first = feed.incident(a[0]), second = feed.incident(b[0])
        let cases: [([HumanDecision], CorrelationRefusal)] = [
            ([.resolve(second)], .resolved(second)),
            ([.assign(first, owner: 1), .assign(second, owner: 2)], .ownersDiffer),
            (
                [
                    .classify(first, classification: 1, determination: 0),
                    .classify(second, classification: 2, determination: 0),
                ], .classificationsDiffer
            ),
            (
                [
                    .classify(first, classification: 1, determination: 3),
                    .classify(second, classification: 1, determination: 4),
                ], .determinationsDiffer
            ),
        ]
        for (before, refusal) in cases {
            var copy = feed
            for decision in before { try copy.decide(decision) }
            #expect(throws: refusal) { try copy.decide(.merge(first, second)) }
        }
        var copy = feed
        try copy.decide(.assign(first, owner: 1))
        try copy.decide(.merge(first, second))
        #expect(copy.incident(b[0]) == first)
        #expect(throws: CorrelationRefusal.unknownIncident(99_999)) { try copy.decide(.merge(first, 99_999)) }
        #expect(throws: CorrelationRefusal.sameIncident) { try copy.decide(.merge(first, second)) }
    }

    @Test func limitsAndDeviceGroupsRefuse() throws {
        var policy = CorrelationPolicy()
        policy.entityLimit = 1
        var (feed, a, b) = twoAttacks(policy: policy)
        #expect(throws: CorrelationRefusal.entityLimit(1)) {
            try feed.decide(.merge(feed.incident(a[0]), feed.incident(b[0])))
        }
        policy = CorrelationPolicy()
        policy.alertLimit = 200
        (feed, a, b) = twoAttacks(policy: policy)
        for step in 0..<150 { feed.send(4 * day + 2 + Double(step) / 60, 206, on: 1) }
        for step in 0..<150 { feed.send(4 * day + 32 + Double(step) / 60, 306, on: 2) }
        #expect(throws: CorrelationRefusal.alertLimit(200)) {
            try feed.decide(.merge(feed.incident(a[0]), feed.incident(b[0])))
        }
    }

    @Test func deviceGroupsStayApartWhenTheSettingSaysSo() {
        for isRestricted in [true, false] {
            var policy = CorrelationPolicy()
            policy.keepsDeviceGroupsApart = isRestricted
            var feed = Feed(policy: policy)
            let shared = [EntityRef(id: 500, kind: .file)]
            let a = feed.send(0, 201, on: 1, product: 1, shares: shared, group: 1)
            let b = feed.send(1, 202, on: 2, product: 2, shares: shared, group: 2)
            #expect((feed.incident(a) != feed.incident(b)) == isRestricted)
            if isRestricted {
                #expect(throws: CorrelationRefusal.deviceGroupsDiffer) {
                    try feed.decide(.merge(feed.incident(a), feed.incident(b)))
                }
            }
        }
    }

    @Test func aFullIncidentTakesNoMore() {
        var policy = CorrelationPolicy()
        policy.alertLimit = 50
        var feed = Feed(policy: policy)
        feed.age(devices: [1], days: 0.5)
        let flood = (0..<120).map { feed.send(day + Double($0) / 60, 201, on: 1) }
        var sizes: [IncidentNumber: Int] = [:]
        for alert in flood { sizes[feed.incident(alert), default: 0] += 1 }
        #expect(sizes.values.allSatisfy { $0 <= 50 })
    }

    @Test func movedAlertsAreRemembered() throws {
        var (feed, a, b) = twoAttacks()
        let source = feed.incident(a[0]), target = feed.incident(b[0])
        try feed.decide(.moveAlerts([a[5]], source: source, target: target))
        #expect(feed.incident(a[5]) == target)
        let next = feed.send(4 * day + 60, 206, on: 1)
        #expect(feed.incident(next) == target)
        #expect(feed.signal(next) == .mustLink)
        try feed.decide(.resolve(target))
        let later = feed.send(4 * day + 90, 206, on: 1)
        #expect(feed.incident(later) != target && feed.incident(later) != source)
        #expect(feed.contradictions.isEmpty)
    }

    @Test func movedToANewIncident() throws {
        var (feed, a, _) = twoAttacks()
        try feed.decide(.moveAlerts([a[0], a[1]], source: feed.incident(a[0]), target: nil))
        #expect(feed.incident(a[0]) == feed.incident(a[1]))
        #expect(feed.incident(a[0]) != feed.incident(a[2]))
    }

    /// It is on the queue without alerts, keeps its number, and stays on the queue through a checkpoint.
    @Test func anIncidentOpenedByHandWaitsForAlerts() throws {
        var (feed, a, _) = twoAttacks()
        let before = feed.correlator.state.incidents.count
        try feed.decide(.open)
        let opened = IncidentNumber(before + 1)
        guard case .ranked(opened, let priority, let standing)? = feed.decisions.last else {
            Issue.record("not ranked: \(String(describing: feed.decisions.last))")
            return
        }
        #expect(priority.score == 0 && standing.grounds == [.byHand])
        #expect(feed.decisions.contains(.opened(incident: opened, related: nil)))
        try feed.decide(.moveAlerts([a[2]], source: feed.incident(a[2]), target: opened))
        #expect(feed.incident(a[2]) == opened && feed.isOnQueue(a[2]))
        let again = try Correlator(checkpoint: feed.correlator.checkpoint(), policy: feed.correlator.policy)
        #expect(again.state.incidents[before].isByHand && !again.state.incidents[0].isByHand)
    }

    /// What a person made of alerts stands on the queue like what he opened, whatever its alerts are worth.
    @Test func anAdoptedIncidentStandsOnTheQueue() throws {
        var (feed, a, _) = twoAttacks()
        let id = feed.incident(a[0])
        try feed.decide(.adopt(id))
        guard case .ranked(id, _, let standing)? = feed.decisions.last else {
            Issue.record("not ranked: \(String(describing: feed.decisions.last))")
            return
        }
        #expect(standing.grounds.contains(.byHand) && feed.isOnQueue(a[0]))
        let again = try Correlator(checkpoint: feed.correlator.checkpoint(), policy: feed.correlator.policy)
        #expect(again.state.incidents[Int(id) - 1].isByHand)
        #expect(throws: CorrelationRefusal.self) { try feed.decide(.adopt(999)) }
    }

    @Test func aResolvedIncidentIsContinuedByANewOne() throws {
        var (feed, a, _) = twoAttacks()
        let old = feed.incident(a[0])
        try feed.decide(.resolve(old))
        let late = feed.send(4 * day + 3, 250, on: 1)
        #expect(feed.incident(late) != old)
        #expect(feed.decisions.contains(.opened(incident: feed.incident(late), related: old)))
        try feed.decide(.reopen(old))
    }
}
