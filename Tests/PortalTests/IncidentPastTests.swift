import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// An incident as it was, out of its log.
@Suite struct IncidentPastTests {
    private static func change(
        _ sequence: Int64, _ action: ChangeAction, before: JSONValue = .null, after: JSONValue = .null, of incident: Int64 = 1,
        on alert: Int64? = nil
    ) -> Change {
        Change(
            sequence: sequence, time: Timestamp(unixSeconds: 1_777_000_000 + sequence), actor: "ana", isPerson: true,
            action: action.rawValue, incident: IncidentID(incident), alert: alert.map { AlertID($0) },
            payload: ["before": before, "after": after])
    }

    private static let log: [IncidentID: [Change]] = [
        IncidentID(1): [
            change(1, .incidentCreated, after: ["displayName": "First"]),
            change(2, .alertsAdded, after: ["alerts": [["id": 11, "digest": "a"], ["id": 12, "digest": "b"]]]),
            change(3, .incidentUpdated, before: ["assignedTo": ""], after: ["assignedTo": "ana"]),
            change(4, .commented, after: ["comment": "hm"]),
            change(5, .incidentMerged, after: ["merged": 2]),
            change(6, .alertsMoved, before: ["alerts": [12]], after: ["incident": 3]),
            change(7, .commentUpdated, before: ["comment": "hm"], after: ["comment": "sure"]),
            change(8, .recordCreated, after: ["task": ["name": "t", "title": "Look", "status": "new"]]),
            change(9, .mergeUndone, before: ["merged": 2]),
            change(10, .incidentUpdated, before: ["status": "active"], after: ["status": "resolved"]),
        ],
        IncidentID(2): [change(4, .alertsAdded, after: ["alerts": [["id": 21, "digest": "c"]]], of: 2)],
    ]

    private static func past(_ sequence: Int64) -> IncidentPast {
        IncidentPast(RandomIncident.incident(owner: "ana", status: .resolved), at: sequence) { log[$0] ?? [] }
    }

    @Test(
        arguments: [
            (1, []), (2, [11, 12]), (5, [11, 12, 21]), (6, [11, 21]), (8, [11, 21]), (9, [11]), (10, [11]),
        ] as [(Int64, [Int64])]) func alertsComeAndGo(_ sequence: Int64, _ alerts: [Int64])
    {
        let past = PastAlerts(of: IncidentID(1), at: sequence) { IncidentPastTests.log[$0] ?? [] }
        #expect(past.alerts == alerts.map { AlertID($0) })
    }

    /// Alert 12 is judged by itself in 3, 4 merges incident 2 in, 5 resolves all, 6 brings a new one, 7 moves one in.
    private static let judged: [IncidentID: [Change]] = [
        IncidentID(1): [
            change(1, .alertsAdded, after: ["alerts": [11, 12]]),
            change(3, .alertUpdated, after: ["status": "inProgress"], on: 12),
            change(4, .incidentMerged, after: ["merged": 2]),
            change(5, .incidentUpdated, before: ["status": "active"], after: ["status": "resolved"]),
            change(6, .alertsAdded, after: ["alerts": [13]]),
            change(7, .alertsMoved, before: ["incident": 3], after: ["alerts": [31]]),
        ],
        IncidentID(2): [change(2, .alertsAdded, after: ["alerts": [21]], of: 2)],
    ]

    @Test(
        arguments: [
            (2, [11: .new, 12: .new]), (4, [11: .new, 12: .inProgress, 21: .new]),
            (5, [11: .resolved, 12: .resolved, 21: .resolved]),
            (7, [11: .resolved, 12: .resolved, 13: .new, 21: .resolved]),
        ] as [(Int64, [Int64: AlertStatus])]) func alertsAreAsFarAsTheyWere(_ sequence: Int64, _ states: [Int64: AlertStatus])
    {
        let past = PastAlerts(of: IncidentID(1), at: sequence) { IncidentPastTests.judged[$0] ?? [] }
        let told = past.alerts.reduce(into: [Int64: AlertStatus]()) { $0[$1.number] = past.states[$1] }
        #expect(told == states)
    }

    @Test func fieldsAreTakenBack() {
        #expect(IncidentPastTests.past(2).fields["assignedTo"]?.string == "")
        #expect(IncidentPastTests.past(3).fields["assignedTo"]?.string == "ana")
        #expect(IncidentPastTests.past(9).fields["status"]?.string == "active")
        #expect(IncidentPastTests.past(10).fields["status"]?.string == "resolved")
    }

    @Test func commentsAndTasksAreThereFromTheirMoment() {
        #expect(IncidentPastTests.past(3).comments.isEmpty)
        #expect(IncidentPastTests.past(6).comments.map(\.text) == ["hm"])
        #expect(IncidentPastTests.past(7).comments.map(\.text) == ["sure"])
        #expect(IncidentPastTests.past(7).tasks.isEmpty)
        #expect(IncidentPastTests.past(8).tasks.map { $0["title"]?.string } == ["Look"])
    }
}
