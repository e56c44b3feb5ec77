internal import Primitives
internal import SecurityModel

extension Incident {
    /// The properties that `/api/incidents` knows.
    static let defenderNames = [
        "incidentId", "redirectIncidentId", "incidentName", "createdTime", "lastUpdateTime", "assignedTo", "classification",
        "determination", "status", "severity", "tags", "comments", "incidentUri", "alerts",
    ]

    /// The incident as `/api/incidents` answers it, its alerts embedded.
    func defender(_ alerts: [Alert], _ facts: ServerFacts) -> JSONObject {
        JSONObject([
            .init(name: "incidentId", value: .integer(id.number)),
            .init(name: "redirectIncidentId", value: redirectIncidentId.map { .integer($0.number) } ?? .null),
            .init(name: "incidentName", value: .string(displayName)),
            .init(name: "createdTime", value: .string(created.rfc3339)),
            .init(name: "lastUpdateTime", value: .string(lastUpdate.rfc3339)),
            .init(name: "assignedTo", value: .text(orNull: assignedTo)),
            .init(name: "classification", value: .string(classification.name.withCapital)),
            .init(
                name: "determination", value: .string(DefenderNames.determination(determination, unset: "NotAvailable"))),
            .init(name: "status", value: .string(status.name.withCapital)),
            .init(name: "severity", value: .string(DefenderNames.severity(severity))),
            .init(name: "tags", value: .texts(customTags + systemTags)),
            .init(name: "comments", value: .array(comments.map(\.defender))),
            .init(name: "incidentUri", value: .string("\(facts.address)/incidents/\(id)")),
            .init(name: "alerts", value: .array(alerts.map { DefenderAlert($0).embedded })),
        ])
    }
}
