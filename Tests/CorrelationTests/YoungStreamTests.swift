@testable import Correlation
import Testing

/// Streams without much of a past: everything is new, and an attack has to stand out all the same.
@Suite struct YoungStreamTests {
    private func network(_ id: Int32) -> [EntityRef] { [EntityRef(id: id, kind: .network, isStrong: false)] }

    @Test(arguments: [2.0, 5, 12])
    func manyNewKindsAtOnceAreShownInTheFirstHours(hours: Double) {
        var feed = Feed()
        feed.age(devices: [1, 2], days: hours / 24)
        let attack = feed.attack(hours * 60, on: 1, count: 14)
        #expect(Set(attack.map { feed.incident($0) }).count == 1)
        #expect(feed.isOnQueue(attack[0]))
    }

    @Test func aFewNewKindsAreNot() {
        var feed = Feed()
        feed.age(devices: [1, 2], days: 0.2)
        let burst = feed.attack(0.2 * 1_440, on: 1, count: 6)
        #expect(!feed.isOnQueue(burst[0]))
    }

    /// Fewer kinds than a grown stream asks for, and the attacker's address holds the two devices together.
    @Test func anAttackerWhomAlertsNameIsOneWhileTheStreamIsYoung() {
        var feed = Feed()
        feed.age(devices: [1, 2], days: 0.2)
        let attacker = EntityRef(id: 700, kind: .ip, roles: .attacker)
        let scan = (0..<8).map { feed.send(300 + Double($0) / 6, 201 + $0, on: 1, shares: [attacker]) }
        let guessing = (0..<4).map { feed.send(302 + Double($0) / 6, 301 + $0, on: 2, shares: [attacker]) }
        #expect(Set((scan + guessing).map { feed.incident($0) }).count == 1)
        #expect(feed.isOnQueue(scan[0]))
        #expect(feed.contradictions.isEmpty)
    }

    @Test(arguments: [EntityRole.contextual, []])
    func anAddressThatNoAlertCallsTheAttackersJoinsNothingWhileEverythingIsNew(role: EntityRole) {
        var feed = Feed()
        feed.age(devices: [1, 2], days: 0.2)
        let address = EntityRef(id: 700, kind: .ip, roles: role)
        let first = feed.send(300, 201, on: 1, shares: [address]), second = feed.send(301, 301, on: 2, shares: [address])
        #expect(feed.incident(first) != feed.incident(second))
    }

    /// A feed that was cut off for longer than the memory has no past, whatever came before.
    @Test func aStreamBeginsAnewAfterALongSilence() {
        var feed = Feed()
        feed.age(devices: [1])
        let later = (4 + 31.0) * 1_440
        let few = feed.attack(later, on: 1, count: 3)
        #expect(!feed.isOnQueue(few[0]))
        var watched = Feed()
        watched.age(devices: [1], days: 35)
        let rare = watched.attack(later, on: 1, count: 3)
        #expect(watched.isOnQueue(rare[0]))
    }

    /// Most companies have several networks, and no sensor was seen yet to watch both.
    @Test func twoNetworksAreOneSiteWhileTheStreamIsYoung() {
        var feed = Feed()
        for step in 0..<40 {
            feed.send(Double(step) * 30, 100, on: 1, shares: network(900))
            feed.send(Double(step) * 30 + 11, 100, on: 2, shares: network(901))
        }
        let day = 20 * 60.0
        let first = feed.send(day, 201, on: 1), second = feed.send(day, 201, on: 2)
        #expect(feed.incident(first) != feed.incident(second))  // one rare detector in step is not enough
        let third = feed.send(day + 1, 202, on: 1), fourth = feed.send(day + 1, 202, on: 2)
        #expect(feed.incident(third) == feed.incident(fourth))
    }

    @Test func sensorsTellSitesApartAtOnce() {
        var sites = Sites()
        sites.unite(1, 900)
        sites.unite(2, 901)
        #expect(sites.relation(1, 2, isYoung: true) == .unknown)
        #expect(sites.relation(1, 2) == .different)
        sites.uniteBySensor(1, 11)
        #expect(sites.relation(1, 2, isYoung: true) == .unknown)
        sites.uniteBySensor(2, 12)
        #expect(sites.relation(1, 2, isYoung: true) == .different)
        #expect(sites.areSeveral([11, 12, 5]) && !sites.areSeveral([1, 11, 900, 5]))
    }
}
