@testable import Correlation
import Testing

private let day = 24.0 * 60

@Suite struct SignalTests {
    @Test func routineIsHeldOffTheQueueAndCountedOnce() {
        var feed = Feed()
        feed.age(devices: [1])
        let a = feed.send(4 * day, 100, on: 1), b = feed.send(4 * day + 1, 100, on: 1)
        #expect(feed.incident(a) == feed.incident(b))
        #expect(!feed.isOnQueue(a))
        #expect(feed.signal(b) == .flood)
        #expect(feed.contradictions.isEmpty)
    }

    @Test func rareDetectorsOfOneDeviceMakeOneVisibleIncident() {
        var feed = Feed()
        feed.age(devices: [1])
        let alerts = feed.attack(4 * day, on: 1)
        #expect(Set(alerts.map { feed.incident($0) }).count == 1)
        #expect(feed.isOnQueue(alerts[0]))
        #expect(feed.signal(alerts[1]) == .rareDetector)
    }

    @Test func theFirstDayIsNotAnAttack() {
        var feed = Feed()
        feed.age(devices: [1], days: 0.2)
        let alerts = feed.attack(0.2 * day, on: 1)
        #expect(!feed.isOnQueue(alerts[0]))
    }

    @Test func whatOneSecondSetsOffIsOneSurprise() {
        var feed = Feed()
        feed.age(devices: [1])
        let alerts = (0..<6).map { feed.send(4 * day, 201 + $0, on: 1) }
        #expect(Set(alerts.map { feed.incident($0) }).count == 1)
        #expect(!feed.isOnQueue(alerts[0]))
    }

    @Test func aFloodOfAnAttackStaysWithIt() {
        var feed = Feed()
        feed.age(devices: [1])
        let attack = feed.attack(4 * day, on: 1)
        let flood = (0..<500).map { feed.send(4 * day + 2 + Double($0) / 60, 206, on: 1) }
        #expect(flood.allSatisfy { feed.incident($0) == feed.incident(attack[0]) })
    }

    @Test func routineNextToAnAttackJoinsIt() {
        var feed = Feed()
        feed.age(devices: [1])
        for step in 0..<5 { feed.send(Double(step) * 700 + 5, 101, on: 1) }
        let attack = feed.attack(4 * day + 5, on: 1)
        let near = feed.send(4 * day + 6.5, 101, on: 1), far = feed.send(4 * day + 15 * 60, 101, on: 1)
        #expect(feed.incident(near) == feed.incident(attack[0]))
        #expect(feed.incident(far) != feed.incident(attack[0]))
    }

    @Test func aStrongSessionIsRememberedAndAWeakOneIsNot() {
        for (count, joins) in [(Int32(12), true), (3, false)] {
            var feed = Feed()
            feed.age(devices: [1])
            let scan = feed.attack(4 * day, on: 1, count: count)
            let root = feed.attack(4 * day + 8 * 60, on: 1, count: 5, first: 301)
            #expect((feed.incident(scan[0]) == feed.incident(root[0])) == joins)
        }
    }

    @Test func theNextDayIsAnotherMatter() {
        var feed = Feed()
        feed.age(devices: [1])
        let scan = feed.attack(4 * day, on: 1, count: 12)
        let admin = feed.attack(5 * day, on: 1, count: 5, first: 301)
        #expect(feed.incident(scan[0]) != feed.incident(admin[0]))
    }

    /// What is routine and comes with the sequel belongs to the attack, just before the first rare alerts and just after.
    @Test func routineThatComesWithASequelJoinsIt() {
        var feed = Feed()
        feed.age(devices: [1])
        for step in 0..<14 {
            for detector in [101, 102, 103] as [Int32] { feed.send(Double(step) * 400 + 7, detector, on: 1) }
        }
        for step in 0..<2 { feed.send(Double(step) * 900 + 11, 300, on: 1) }
        let scan = feed.attack(4 * day, on: 1, count: 12)
        let before = feed.send(4 * day + 42, 101, on: 1)
        let sequel = (0..<3).map { feed.send(4 * day + 42.1 + Double($0) / 10, 300 + $0, on: 1) }
        let after = feed.send(4 * day + 42.5, 102, on: 1), later = feed.send(4 * day + 55, 103, on: 1)
        for alert in sequel + [before, after] { #expect(feed.incident(alert) == feed.incident(scan[0])) }
        #expect(feed.incident(later) != feed.incident(scan[0]))
    }

    /// On the first day everything is new, also what never rests.
    @Test func whatNeverRestsDoesNotFillTheIncidentThatItsFirstAlertOpened() {
        var feed = Feed()
        let flood = (0..<144).map { feed.send(Double($0) * 5 + Double($0 % 2) * 4, 301, on: 1) }
        #expect(feed.incident(flood[0]) == feed.incident(flood[60]))
        #expect(feed.incident(flood[0]) != feed.incident(flood[100]))
        #expect(!feed.isOnQueue(flood[100]))
    }

    @Test func aBeatThatNeverPausesIsOneVisibleIncident() {
        var feed = Feed()
        feed.age(devices: [1, 2])
        let beats = (0..<1_500).map { feed.send(4 * day + Double($0) / 2, 150, on: 1) }
        #expect(Set(beats.map { feed.incident($0) }).count == 1)
        #expect(feed.isOnQueue(beats[0]))
        #expect(feed.contradictions.isEmpty)
    }

    @Test func hourlyMaintenanceIsNoBeacon() {
        var feed = Feed()
        feed.age(devices: [1])
        let last = feed.send(4 * day, 100, on: 1)
        #expect(!feed.isOnQueue(last))
    }

    @Test func aLateAlertEndsWithTheAttackOfItsTime() {
        var feed = Feed()
        feed.age(devices: [1])
        let attack = feed.attack(4 * day, on: 1)
        for hour in 1..<20 { feed.send(4 * day + Double(hour) * 60, 100, on: 1) }
        let late = feed.send(4 * day + 0.5, 250, on: 1)
        #expect(feed.incident(late) == feed.incident(attack[0]))
    }

    @Test func anExcludedAlertKeepsToItself() {
        var feed = Feed()
        feed.age(devices: [1])
        let attack = feed.attack(4 * day, on: 1)
        let a = feed.send(4 * day + 1, 260, on: 1, excluded: true)
        let b = feed.send(4 * day + 2, 260, on: 1, excluded: true)
        #expect(feed.incident(a) != feed.incident(attack[0]))
        #expect(feed.incident(a) == feed.incident(b))
        #expect(feed.signal(b) == .excluded)
    }

    @Test func aStreamWithoutAPastIsNotCalledRoutine() {
        var feed = Feed()
        let alerts = feed.attack(0, on: 1)
        #expect(Set(alerts.map { feed.incident($0) }).count == 1)
        #expect(feed.isOnQueue(alerts[0]))
        var other = Feed()
        let one = (0..<6).map { other.send(5, 201 + $0, on: 1) }  // one event, told six times
        #expect(!other.isOnQueue(one[0]))
    }

    @Test(arguments: [0.1, 0.75, 1, 1.49, 1.5, 2, 3, 1_000, 1e12])
    func theLogarithmIsExact(_ x: Double) {
        let back = (0..<Int(binaryLogarithm(x).magnitude)).reduce(1.0) { product, _ in product * 2 }
        let whole = x >= 1 ? back : 1 / back
        #expect(abs(binaryLogarithm(x) - binaryLogarithm(x / whole) - binaryLogarithm(whole)) < 1e-8)
        #expect(binaryLogarithm(8) == 3)
    }
}
