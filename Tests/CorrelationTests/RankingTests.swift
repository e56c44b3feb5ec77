@testable import Correlation
import Testing

private let day = 24.0 * 60

@Suite struct RankingTests {
    /// What an attack set off is not usual afterwards: the same attack again is seen again, however often.
    @Test func anAttackTeachesNothing() {
        var feed = Feed()
        feed.age(devices: [10])
        for round in 0..<20 {
            let attack = feed.attack(4 * day + Double(round) * 6 * 60, on: 10, count: 8)
            #expect(attack.allSatisfy { feed.isOnQueue($0) }, "round \(round)")
        }
        #expect(feed.contradictions.isEmpty)
    }

    @Test func thePriorityIsTheSumOfItsFactors() {
        let priority = IncidentPriority(factors: [
            PriorityTerm(kind: .rarity, count: 3, value: 9.5), PriorityTerm(kind: .products, count: 2, value: 10),
        ])
        #expect(priority.score == 19.5)
    }

    @Test func moreStagesRankHigherThanMoreOfOne() {
        var scores: [Double] = []
        for tactics in [[UInt32(1), 1, 1, 1, 1, 1], [1, 4, 16, 64, 256, 1_024]] {
            var feed = Feed()
            feed.age(devices: [1])
            let alerts = tactics.enumerated().map { index, tactic in
                feed.send(4 * day + Double(index) / 6, 201 + Int32(index), on: 1, tactics: tactic)
            }
            scores.append(feed.priority(alerts[0]))
        }
        #expect(scores[1] > scores[0] + 10)
    }

    @Test func severityNeverOutweighsOneMoreDetector() {
        let loud = IncidentPriorityProbe.score(detectors: 6, severity: 4)
        let quiet = IncidentPriorityProbe.score(detectors: 7, severity: 1)
        #expect(quiet > loud)
    }
}

private enum IncidentPriorityProbe {
    static func score(detectors: Int32, severity: UInt8) -> Double {
        var feed = Feed()
        feed.age(devices: [1])
        var first: Observation?
        for index in 0..<detectors {
            var alert = feed.alert(4 * day + Double(index) / 6, 201 + index, on: 1)
            alert.severity = severity
            feed.feed([alert])
            first = first ?? alert
        }
        return first.map { feed.priority($0) } ?? 0
    }
}
