@testable import Correlation
import Testing

private let day = 24.0 * 60

/// An incident's standing says what the rule found, with the settings that it was applied with.
@Suite struct StandingTests {
    @Test(arguments: [
        (6.0, 3, [QueueStanding.Ground.rareEnough]), (40, 3, [.tooLittle]), (40, 0, [.productsAgree]),
        (6, 0, [.rareEnough, .productsAgree]),
    ])
    func groundsFollowTheSettings(strongBits: Double, agreeingProducts: Int, grounds: [QueueStanding.Ground]) throws {
        var policy = CorrelationPolicy()
        (policy.strongBits, policy.agreeingProducts) = (strongBits, agreeingProducts)
        var feed = Feed(policy: policy)
        feed.age(devices: [1])
        let attack = feed.attack(4 * day, on: 1, count: 5)
        let standing = try #require(feed.standing(attack[0]))
        #expect(standing.grounds == grounds && standing.neededBits == strongBits)
        #expect((standing.bits >= strongBits) == grounds.contains(.rareEnough))
    }

    @Test func groundsForTheQueueStandWithoutThoseAgainstIt() {
        for ground in QueueStanding.Ground.allCases {
            let standing = QueueStanding([ground])
            #expect(standing.isOnQueue == ground.isForQueue && standing.grounds == [ground])
        }
        #expect(QueueStanding([.grave, .byHand]).grounds == [.byHand, .grave])
        #expect(!QueueStanding([]).isOnQueue)
    }

    /// Whatever happens, the last standing that was announced is the one that the rule gives now.
    @Test(arguments: [30.0, 300]) func whatWasAnnouncedHolds(pause: Double) {
        var feed = Feed()
        feed.age(devices: [1, 2])
        var alerts: [Observation] = []
        for round in 0..<Int32(6) {
            let start = 4 * day + Double(round) * pause
            alerts += feed.attack(start, on: 1 + round % 2, count: 2 + round, first: 201 + round * 3)
        }
        for alert in alerts {
            let incident = feed.correlator.state.incidents[Int(feed.incident(alert) - 1)]
            #expect(feed.standing(alert) == feed.correlator.standing(of: incident))
        }
    }

    @Test func routineIsCalledRoutine() throws {
        var feed = Feed()
        feed.age(devices: [1])
        let routine = feed.send(4 * day, 100, on: 1)
        #expect(feed.standing(routine)?.grounds == [.routine])
    }
}
