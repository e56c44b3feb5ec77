internal import Primitives
internal import SecurityModel

extension Incident {
    /// The incident in Graph's shape.
    /// - Parameter alerts: its alerts, where the client asked for them.
    func graph(_ facts: ServerFacts, alerts: [Alert]? = nil) -> JSONValue {
        var json = JSONObject([
            .init(name: "@odata.type", value: "#microsoft.graph.security.incident"),
            .init(name: "id", value: .string(id.description)),
            .init(name: "tenantId", value: .string(GraphNames.tenant)),
            .init(name: "status", value: .string(status.name)),
            .init(name: "incidentWebUrl", value: .string("\(facts.address)/incidents/\(id)")),
            .init(name: "redirectIncidentId", value: redirectIncidentId.map { .string($0.description) } ?? .null),
            .init(name: "displayName", value: .string(displayName)),
            .init(name: "createdDateTime", value: .string(created.rfc3339)),
            .init(name: "lastUpdateDateTime", value: .string(lastUpdate.rfc3339)),
            .init(name: "assignedTo", value: .text(orNull: assignedTo)),
            .init(name: "classification", value: .string(classification.name)),
            .init(name: "determination", value: .string(determination.name)),
            .init(name: "severity", value: .string(severity.name)),
            .init(name: "priorityScore", value: .integer(priorityScore)),
            .init(name: "customTags", value: .array(customTags.map(JSONValue.string))),
            .init(name: "systemTags", value: .array(systemTags.map(JSONValue.string))),
            .init(name: "description", value: .text(orNull: summary)),
            .init(name: "summary", value: .text(orNull: summary)),
            .init(name: "resolvingComment", value: .text(orNull: resolvingComment)),
            .init(name: "lastModifiedBy", value: .string(lastModifiedBy)),
            .init(name: "comments", value: .array(comments.map(\.graph))),
        ])
        if let alerts { json["alerts"] = .array(alerts.map { $0.graph(facts) }) }
        return .object(json)
    }

    /// The priority as people see it: 0 to 100, of a score that has no upper end.
    var priorityScore: Int64 { Int64(min(100, max(0, priority)).rounded()) }
}

extension Comment {
    var graph: JSONValue {
        [
            "@odata.type": "#microsoft.graph.security.alertComment", "comment": .string(text),
            "createdByDisplayName": .string(author), "createdDateTime": .string(created.rfc3339),
        ]
    }
}

extension JSONValue {
    static func text(orNull text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }
}

/// Fixed words of Graph's answers.
enum GraphNames {
    /// There is one tenant: the installation itself.
    static let tenant = "00000000-0000-0000-0000-000000000000"

    static func context(_ entity: String) -> JSONValue { .string("/v1.0/$metadata#security/\(entity)") }
}
