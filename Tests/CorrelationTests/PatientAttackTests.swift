@testable import Correlation
import Testing

private let day = 24.0 * 60

/// Attacks of few alerts and long pauses, alerts that speak for themselves, and what only saw it.
@Suite struct PatientAttackTests {
    @Test(arguments: [8.0, 31, 60, 120])
    func aStepAnHourOnAQuietDeviceIsOneAttack(_ pause: Double) {
        var feed = Feed()
        feed.age(devices: [1])
        let steps = (0..<6).map { feed.send(4 * day + 7 + Double($0) * pause, 201 + Int32($0), on: 1) }
        #expect(Set(steps.map { feed.incident($0) }).count == 1)
        #expect(feed.isOnQueue(steps[0]))
        #expect(feed.contradictions.isEmpty)
    }

    /// Where something rare begins every few hours anyway, the next one proves nothing.
    @Test func whereRareThingsAreCommonAPauseParts() {
        var feed = Feed()
        feed.age(devices: [1, 2])
        for step in 0..<20 { feed.send(2 * day + Double(step) * 150, 300 + Int32(step), on: 1) }
        let steps = (0..<4).map { feed.send(4 * day + 170 + Double($0) * 90, 201 + Int32($0), on: 1) }
        #expect(Set(steps.map { feed.incident($0) }).count == 4)
    }

    @Test func whoComesBackToADeviceOfTheAttackJoinsIt() {
        for returns in [true, false] {
            var feed = Feed()
            feed.age(devices: [1, 2])
            let thief = [EntityRef(id: 500, kind: .user)], other = [EntityRef(id: 501, kind: .user)]
            let attack = (0..<6).map { feed.send(4 * day + Double($0), 201 + Int32($0), on: 1, shares: thief) }
            let later = feed.send(4 * day + 20 * 60, 250, on: 1, shares: returns ? thief : other)
            #expect((feed.incident(later) == feed.incident(attack[0])) == returns)
            #expect(feed.contradictions.isEmpty)
        }
    }

    @Test func aRareAlertThatIsRatedHighIsSeenAndACommonOneIsNot() {
        var feed = Feed()
        feed.age(devices: [1, 2, 3])
        for step in 0..<12 { feed.send(Double(step) * 8 * 60 + 3, 300, on: 1 + Int32(step % 3)) }
        let rare = sent(&feed, 4 * day, 201, on: 1, severity: 4), mild = sent(&feed, 4 * day + 60, 202, on: 2, severity: 3)
        let common = sent(&feed, 4 * day + 120, 300, on: 3, severity: 4)
        #expect(feed.isOnQueue(rare))
        #expect(!feed.isOnQueue(mild))
        #expect(!feed.isOnQueue(common))
    }

    /// A product that came an hour ago has no past; that it names an actor needs none.
    @Test func aNamedThreatOfANewProductIsSeen() {
        for isNamed in [true, false] {
            var feed = Feed()
            feed.age(devices: [1])
            feed.send(4 * day - 60, 400, on: 2, product: 2)
            let alert = sent(&feed, 4 * day, 401, on: 1, product: 2, severity: 4, isNamedThreat: isNamed)
            #expect(feed.isOnQueue(alert) == isNamed)
        }
    }

    @Test func whatFollowsAResolvedAttackIsSeen() throws {
        for verdict in [Verdict.confirmed, .refuted] {
            var feed = Feed()
            feed.age(devices: [1])
            let attack = feed.attack(4 * day, on: 1)
            let id = feed.incident(attack[0])
            try feed.decide(.classify(id, classification: 1, determination: 1, verdict: verdict))
            try feed.decide(.resolve(id))
            let next = feed.send(4 * day + 10, 301, on: 1)
            #expect(feed.incident(next) != id)
            #expect(feed.isOnQueue(next) == (verdict == .confirmed))
        }
    }

    @Test func aFirewallIsNotThePlaceOfWhatItSaw() {
        var feed = Feed()
        feed.age(devices: [1])
        let firewall = EntityRef(id: 600, kind: .device, roles: .contextual)
        let alerts = (0..<6).map { step -> Observation in
            let struck = EntityRef(id: 700 + Int32(step), kind: .ip, isStrong: false, roles: .attacked)
            let attacker = EntityRef(id: 800 + Int32(step), kind: .ip, roles: .attacker)
            return feed.send(4 * day + Double(step) * 3, 201 + Int32(step), on: 0, shares: [firewall, attacker, struck])
        }
        #expect(Set(alerts.map { feed.incident($0) }).count == 6)
    }

    @Test func alertsThatNameNothingAreNoOnePlace() {
        var feed = Feed()
        feed.age(devices: [1])
        let alerts = (0..<4).map { feed.send(4 * day + Double($0) * 3, 201 + Int32($0), on: 0, product: 1 + Int32($0)) }
        #expect(Set(alerts.map { feed.incident($0) }).count == 4)
    }

    @Test func whatComesEveryWeekGrowsUsual() {
        var feed = Feed()
        feed.age(devices: [1], days: 22)
        // At another hour each time: what keeps to the hour is a schedule.
        let weeks = (1...3).map { week in feed.attack(Double(week) * (7 * day + 200), on: 1).last }
        let priorities = weeks.compactMap { $0 }.map { feed.priority($0) }
        #expect(priorities.count == 3)
        #expect(priorities == priorities.sorted(by: >))
    }

    private func sent(
        _ feed: inout Feed, _ minute: Double, _ detector: Int32, on device: Int32, product: Int32 = 1, severity: UInt8,
        isNamedThreat: Bool = false
    ) -> Observation {
        var alert = feed.alert(minute, detector, on: device, product: product)
        (alert.severity, alert.isNamedThreat) = (severity, isNamedThreat)
        feed.feed([alert])
        return alert
    }
}
