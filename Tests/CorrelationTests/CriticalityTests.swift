@testable import Correlation
import Testing

private let day = 24.0 * 60

/// How much the organisation depends on what an incident touches counts for its rank, whenever that is said.
@Suite struct CriticalityTests {
    private func points(_ feed: Feed, _ alert: Observation) -> Double {
        let incident = feed.correlator.state.incidents[Int(feed.incident(alert)) - 1]
        return feed.correlator.priority(of: incident).factors.first { $0.kind == .criticality }?.value ?? 0
    }

    private func rate(_ entity: Int32, _ level: UInt8) -> HumanDecision {
        .rate([EntityRating(entity: entity, criticality: level)])
    }

    private func attacked(_ devices: Int32...) -> (feed: Feed, alerts: [Observation]) {
        var feed = Feed()
        feed.age(devices: devices)
        let alerts = devices.enumerated().map { index, device in
            feed.attack(4 * day + Double(index) * 300, on: device, first: 201 + Int32(index) * 20)[0]
        }
        return (feed, alerts)
    }

    @Test func ratingAnAssetRanksItsOpenIncidentsAnew() throws {
        var (feed, alerts) = attacked(1, 2)
        let before = alerts.map { feed.priority($0) }
        try feed.decide(rate(1, 4))
        #expect(feed.priority(alerts[0]) == before[0] + 4 * feed.correlator.policy.criticalityBits)
        #expect(feed.priority(alerts[1]) == before[1])
        try feed.decide(rate(1, 1))
        #expect(feed.priority(alerts[0]) == before[0] + feed.correlator.policy.criticalityBits)
        try feed.decide(rate(1, 0))
        #expect(feed.priority(alerts[0]) == before[0])
        try feed.decide(rate(77, 4))
        #expect(alerts.map { feed.priority($0) } == before)
    }

    @Test func theMostCriticalOfAnIncidentCounts() throws {
        var (feed, alerts) = attacked(1)
        let account = EntityRef(id: 900, kind: .user, criticality: 2)
        feed.send(4 * day + 2, 260, on: 1, shares: [account])
        #expect(points(feed, alerts[0]) == 2 * feed.correlator.policy.criticalityBits)
        try feed.decide(rate(1, 3))
        #expect(points(feed, alerts[0]) == 3 * feed.correlator.policy.criticalityBits)
        try feed.decide(rate(1, 0))
        #expect(points(feed, alerts[0]) == 2 * feed.correlator.policy.criticalityBits)
    }

    @Test func resolvedIncidentsKeepTheirRank() throws {
        var (feed, alerts) = attacked(1)
        try feed.decide(.resolve(feed.incident(alerts[0])))
        let before = feed.priority(alerts[0])
        try feed.decide(rate(1, 4))
        #expect(feed.priority(alerts[0]) == before)
    }

    @Test func aMergeThatIsUndoneGivesBackWhatEachHad() throws {
        var (feed, alerts) = attacked(1, 2)
        let ids = alerts.map { feed.incident($0) }
        try feed.decide(.merge(ids[0], ids[1]))
        try feed.decide(rate(2, 4))
        #expect(points(feed, alerts[0]) == 4 * feed.correlator.policy.criticalityBits)
        let source = try #require(ids.first { feed.correlator.state.incidents[Int($0) - 1].redirect != 0 })
        try feed.decide(.undoMerge(source: source))
        let states = feed.correlator.state.incidents
        #expect(states[Int(ids[0]) - 1].facts.criticality == 0 && states[Int(ids[1]) - 1].facts.criticality == 4)
    }

    /// An asset that has several names is rated under the one that its past is kept under.
    @Test func everyNameOfAThingMeansIt() throws {
        var (feed, alerts) = attacked(1)
        feed.send(
            4 * day + 2, 260, on: 1,
            shares: [EntityRef(id: 900, kind: .user, thing: 1), EntityRef(id: 901, kind: .user, thing: 1)])
        for name in [900, 901] as [Int32] {
            try feed.decide(rate(name, 3))
            #expect(points(feed, alerts[0]) == 3 * feed.correlator.policy.criticalityBits, "\(name)")
            try feed.decide(.rate([900, 901].map { EntityRating(entity: $0, criticality: 0) }))
            #expect(points(feed, alerts[0]) == 0, "\(name)")
        }
    }

    /// What came before two names were known to be one is the same thing's all the same.
    @Test func whatANameWasBeforeItBecameAnothersCounts() throws {
        var (feed, alerts) = attacked(1)
        // The account has a past under one name, and the incident on the first device knows it by another one.
        feed.send(4 * day, 240, on: 2, shares: [EntityRef(id: 900, kind: .user)])
        feed.send(4 * day + 2, 260, on: 1, shares: [EntityRef(id: 901, kind: .user)])
        feed.send(
            4 * day + 900, 270, on: 3,
            shares: [EntityRef(id: 901, kind: .user, thing: 1), EntityRef(id: 900, kind: .user, thing: 1)])
        for name in [900, 901] as [Int32] {
            try feed.decide(rate(name, 3))
            #expect(points(feed, alerts[0]) == 3 * feed.correlator.policy.criticalityBits, "\(name)")
            try feed.decide(.rate([900, 901].map { EntityRating(entity: $0, criticality: 0) }))
            #expect(points(feed, alerts[0]) == 0, "\(name)")
        }
    }

    @Test func ratingsAreInTheCheckpoint() throws {
        var feed = attacked(1).feed
        try feed.decide(rate(1, 3))
        var again = try Correlator(checkpoint: feed.correlator.checkpoint())
        #expect(again.checkpoint() == feed.correlator.checkpoint())
        let same = try again.apply(rate(1, 3)), other = try again.apply(rate(1, 2))
        #expect(same.isEmpty && !other.isEmpty)
        let known = try feed.correlator.apply(rate(1, 2))
        #expect(other == known)
    }
}
