internal import Primitives
internal import SecurityModel

extension Incident {
    /// The incident as `/api/incidents` answers it, its alerts embedded.
    func defender(_ alerts: [Alert], _ facts: ServerFacts) -> JSONValue {
        [
            "incidentId": .integer(id.number), "redirectIncidentId": redirectIncidentId.map { .integer($0.number) } ?? .null,
            "incidentName": .string(displayName), "createdTime": .string(created.rfc3339),
            "lastUpdateTime": .string(lastUpdate.rfc3339), "assignedTo": .text(orNull: assignedTo),
            "classification": .string(DefenderNames.capital(classification.name)),
            "determination": .string(DefenderNames.determination(determination, unset: "NotAvailable")),
            "status": .string(DefenderNames.capital(status.name)), "severity": .string(DefenderNames.severity(severity)),
            "tags": .array((customTags + systemTags).map(JSONValue.string)), "comments": .array(comments.map(\.defender)),
            "incidentUri": .string("\(facts.address)/incidents/\(id)"),
            "alerts": .array(alerts.map { DefenderAlert($0).embedded }),
        ]
    }
}
