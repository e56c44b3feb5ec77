@testable import Correlation
import Testing

private let day = 24.0 * 60

@Suite struct SharedEntityTests {
    @Test(arguments: [ObservedKind.user, .file, .mailMessage, .process, .url])
    func threeSourcesJoinByOneEntityAlone(_ kind: ObservedKind) {
        for isYoung in [true, false] {
            var feed = Feed()
            if !isYoung { feed.age(devices: [1, 2, 3]) }
            let at = isYoung ? 0 : 4 * day
            let shared = [EntityRef(id: 500, kind: kind)]
            let alerts = (1...3).map { feed.send(at + Double($0) * 5, 200 + $0, on: $0, product: $0, shares: shared) }
            #expect(Set(alerts.map { feed.incident($0) }).count == 1, "young: \(isYoung)")
            #expect(feed.isOnQueue(alerts[0]))
            #expect(feed.contradictions.isEmpty)
        }
    }

    @Test func routineAlertsOfTwoProductsJoinByARareEntity() {
        var feed = Feed()
        feed.age(devices: [1])
        feed.age(devices: [2], product: 2)
        let shared = [EntityRef(id: 500, kind: .mailMessage)]
        let a = feed.send(4 * day, 100, on: 1, product: 1, shares: shared)
        let b = feed.send(4 * day + 30, 100, on: 2, product: 2, shares: shared)
        #expect(feed.incident(a) == feed.incident(b))
        #expect(feed.signal(b) == .sharedEntity)
        #expect(feed.contradictions.isEmpty)
    }

    /// A product that is new to the stream has no past: what it says is routine. The application that acted in an attack tells it apart.
    @Test(arguments: [EntityRole.attacker, .attacked])
    func anApplicationThatActsDrawsInWhatItDoesNext(_ role: EntityRole) {
        var feed = Feed()
        feed.age(devices: [1])
        feed.attack(4 * day, on: 1)
        let application = [EntityRef(id: 500, kind: .cloudResource, roles: role), EntityRef(id: 600, kind: .user)]
        let consent = feed.send(4 * day + 5, 300, on: 1, shares: application)
        let harvest = feed.send(4 * day + 25, 301, on: 0, product: 7, shares: application)
        #expect((feed.incident(harvest) == feed.incident(consent)) == (role == .attacker))
        #expect(feed.contradictions.isEmpty)
    }

    @Test func infrastructureJoinsNothing() {
        var feed = Feed()
        let gateway = [EntityRef(id: 500, kind: .ip, roles: .attacker)]
        for step in 0..<192 {
            for device in Int32(1)...6 { feed.send(Double(step) * 30, 100, on: device, shares: gateway) }
        }
        let a = feed.send(4 * day, 201, on: 1, product: 1, shares: gateway)
        let b = feed.send(4 * day + 5, 202, on: 2, product: 2, shares: gateway)
        #expect(feed.incident(a) != feed.incident(b))
    }

    @Test func weakAndContextualEntitiesJoinNothing() {
        for entity in [
            EntityRef(id: 500, kind: .user, isStrong: false), EntityRef(id: 500, kind: .ip, roles: .contextual),
        ] {
            var feed = Feed()
            feed.age(devices: [1, 2])
            let a = feed.send(4 * day, 201, on: 1, product: 1, shares: [entity])
            let b = feed.send(4 * day + 5, 202, on: 2, product: 2, shares: [entity])
            #expect(feed.incident(a) != feed.incident(b))
        }
    }

    /// A private address is a machine of one site, and another machine in the next.
    @Test func aPrivateAddressJoinsWithinItsSiteAlone() {
        for networks in [[900, 900], [900, 901]] as [[Int32]] {
            var feed = Feed()
            func shares(_ device: Int, _ others: [EntityRef] = []) -> [EntityRef] {
                [EntityRef(id: networks[device], kind: .network, isStrong: false)] + others
            }
            for step in 0..<192 {
                feed.send(Double(step) * 30, 100, on: 1, shares: shares(0))
                feed.send(Double(step) * 30, 100, on: 2, shares: shares(1))
            }
            let address = [EntityRef(id: 500, kind: .ip, isStrong: false, roles: .attacker)]
            let a = feed.send(4 * day, 201, on: 1, product: 1, shares: shares(0, address))
            let b = feed.send(4 * day + 5, 202, on: 2, product: 2, shares: shares(1, address))
            #expect((feed.incident(a) == feed.incident(b)) == (networks[0] == networks[1]))
        }
    }

    @Test func anAlertWithoutADeviceIsAboutItsAccount() {
        var feed = Feed()
        let account = [EntityRef(id: 500, kind: .user), EntityRef(id: 501, kind: .ip)]
        let a = feed.send(0, 201, on: 0, shares: account)
        #expect(a.anchor == 500)
    }
}
