@testable import Correlation
import Testing

private let day = 24.0 * 60

/// One event that two products report, and what comes back every week.
@Suite struct RepeatTests {
    /// Product 2 says whatever product 1 says, a second later, with a rule of its own for each; sometimes it is the first.
    private func relayed(
        _ feed: inout Feed, _ minute: Double, _ detector: Int32, from attacker: Int32, at struck: Int32, isFirst: Bool = false
    ) -> (original: Observation, copy: Observation) {
        let things = [
            EntityRef(id: attacker, kind: .ip, roles: .attacker), EntityRef(id: struck, kind: .ip, roles: .attacked),
        ]
        let delay = 1.0 / 60
        if isFirst {
            let copy = feed.send(minute, 1_000 + detector, on: 9, product: 2, shares: things)
            return (feed.send(minute + delay, detector, on: 0, shares: things), copy)
        }
        let original = feed.send(minute, detector, on: 0, shares: things)
        return (original, feed.send(minute + delay, 1_000 + detector, on: 9, product: 2, shares: things))
    }

    private func habits(_ feed: inout Feed, relays: Bool) {
        for step in 0..<192 {
            let (minute, attacker, struck) = (Double(step) * 30, 5_000 + Int32(step), 20 + Int32(step % 8))
            if relays {
                _ = relayed(&feed, minute, 100 + Int32(step % 3), from: attacker, at: struck, isFirst: step % 5 == 0)
            } else {
                feed.send(minute, 100, on: struck)
                feed.send(minute + 15, 1_100, on: 9, product: 2)
            }
        }
    }

    @Test(arguments: [true, false])
    func whatIsToldTwiceCountsOnce(isCopyFirst: Bool) {
        var (once, twice) = (Feed(), Feed())
        habits(&once, relays: true)
        habits(&twice, relays: true)
        var last: (once: Observation?, twice: Observation?)
        for step in 0..<6 {
            let minute = 4 * day + 7 + Double(step)
            let things = [EntityRef(id: 6_000, kind: .ip, roles: .attacker), EntityRef(id: 20, kind: .ip, roles: .attacked)]
            last.once = once.send(minute, 201 + Int32(step), on: 0, shares: things)
            last.twice = relayed(&twice, minute, 201 + Int32(step), from: 6_000, at: 20, isFirst: isCopyFirst).original
        }
        guard let alone = last.once, let told = last.twice else { return }
        #expect(once.isOnQueue(alone) && twice.isOnQueue(told))
        #expect(abs(once.priority(alone) - twice.priority(told)) < 3)
        #expect(twice.contradictions.isEmpty)
    }

    /// Two products that never repeated each other agree.
    @Test func whoDoesNotRepeatAgrees() {
        var (relaying, independent) = (Feed(), Feed())
        habits(&relaying, relays: true)
        habits(&independent, relays: false)
        let a = relayed(&relaying, 4 * day + 7, 201, from: 6_000, at: 20).copy
        let b = relayed(&independent, 4 * day + 7, 201, from: 6_000, at: 20).copy
        #expect(relaying.incident(a) != 0 && independent.incident(b) != 0)
        #expect(independent.priority(b) >= relaying.priority(a) + 8)
    }

    /// Two routine alerts are no finding for being one event.
    @Test func aRoutineEventToldTwiceStaysOffTheQueue() {
        var feed = Feed()
        habits(&feed, relays: true)
        let told = relayed(&feed, 4 * day + 7, 100, from: 7_000, at: 20)
        #expect(!feed.isOnQueue(told.original) && !feed.isOnQueue(told.copy))
    }

    @Test func whatIsKnownOfRepeatsIsInTheCheckpoint() throws {
        var feed = Feed()
        habits(&feed, relays: true)
        let bytes = feed.correlator.checkpoint()
        #expect(try Correlator(checkpoint: bytes).checkpoint() == bytes)
    }

    /// The third time at the hour of the week it is a schedule, but not what comes on other days.
    @Test(arguments: [true, false])
    func whatComesEveryWeekAtTheHourIsASchedule(isAtTheHour: Bool) {
        var feed = Feed()
        feed.age(devices: [1], days: 22)
        let shifts = isAtTheHour ? [0.0, 40, 20] : [0.0, 300, 700]
        let scans = (1...3).map { week in feed.attack(Double(week) * 7 * day + 11 + shifts[week - 1], on: 1) }
        let seen = scans.compactMap(\.last).map { feed.isOnQueue($0) }
        #expect(seen == [true, true, !isAtTheHour])
    }
}
