import SecurityModel
import Testing

@testable import Portal

/// The sentence says what the ranking found, and adds no rule of its own.
@Suite struct StandingSentenceTests {
    struct Case: Sendable {
        var isOnQueue = true
        var status = IncidentStatus.active
        var priority = 40.0
        var grounds: [String] = []
        var sentence: String
    }

    @Test(arguments: [
        Case(
            grounds: ["it is rare (rarity 14, 9 is enough)"],
            sentence: "It is on the queue because it is rare (rarity 14, 9 is enough)."),
        Case(grounds: ["a", "b", "c"], sentence: "It is on the queue because a, b and c."),
        Case(sentence: "It is on the queue."),
        Case(isOnQueue: false, sentence: "It is kept off the queue."),
        Case(
            isOnQueue: false, grounds: ["too little"],
            sentence: "It is kept off the queue: too little. The priority only orders what is on the queue."),
        Case(isOnQueue: false, priority: 0, grounds: ["routine"], sentence: "It is kept off the queue: routine."),
        Case(status: .resolved, grounds: ["a"], sentence: "It left the queue when it was resolved."),
    ])
    func theGroundsAreWorded(_ one: Case) {
        var incident = RandomIncident.incident(status: one.status)
        (incident.isOnQueue, incident.priority) = (one.isOnQueue, one.priority)
        incident.queueGrounds = one.grounds.map { QueueGround(name: "", text: $0) }
        #expect(StandingSentence.sentence(of: incident) == one.sentence)
    }
}
