import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// What an incident was called when somebody took it up.
@Suite struct FormerNameTests {
    private func change(_ sequence: Int64, isPerson: Bool, _ before: String?, _ after: String?) -> Change {
        let payload: JSONValue = [
            "before": before.map { ["displayName": .string($0)] } ?? [:],
            "after": after.map { ["displayName": .string($0)] } ?? ["assignedTo": "ana"],
        ]
        return Change(
            sequence: sequence, time: .now, actor: "x", isPerson: isPerson, action: "incidentUpdated", incident: nil, alert: nil,
            payload: payload)
    }

    @Test func theNameAtTheFirstDeedOfAPersonIsTold() {
        let changes = [
            change(1, isPerson: false, "First", "Second"), change(2, isPerson: true, nil, nil),
            change(3, isPerson: false, "Second", "Third"), change(4, isPerson: false, "Third", "Fourth"),
        ]
        #expect(IncidentPage.formerName(changes, now: "Fourth") == "Second")
        #expect(IncidentPage.formerName(changes, now: "Second") == nil)
        #expect(IncidentPage.formerName(Array(changes.prefix(2)), now: "Second") == nil)
        #expect(IncidentPage.formerName([changes[0]], now: "Second") == nil)
    }
}
