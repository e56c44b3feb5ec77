internal import CaseStore
internal import Primitives
internal import SecurityModel

extension Incident {
    /// The incident as a row of the queue.
    var row: JSONObject {
        JSONObject([
            .init(name: "id", value: .string(id.description)),
            .init(name: "displayName", value: .string(displayName)),
            .init(name: "status", value: .string(status.name)),
            .init(name: "severity", value: .string(severity.name)),
            .init(name: "classification", value: .string(classification.name)),
            .init(name: "determination", value: .string(determination.name)),
            .init(name: "assignedTo", value: .text(orNull: assignedTo)),
            .init(name: "customTags", value: .texts(customTags)),
            .init(name: "priority", value: .number((priority * 10).rounded() / 10)),
            .init(name: "priorityScore", value: .integer(priorityScore)),
            .init(name: "isOnQueue", value: .bool(isOnQueue)),
            .init(name: "alertCount", value: .integer(alertCount)),
            .init(name: "activeAlertCount", value: .integer(activeAlertCount)),
            .init(name: "tactics", value: .array(tactics.tactics.map { .string($0.category) })),
            .init(name: "firstActivityDateTime", value: .string(firstActivity.rfc3339)),
            .init(name: "lastActivityDateTime", value: .string(lastActivity.rfc3339)),
            .init(name: "createdDateTime", value: .string(created.rfc3339)),
            .init(name: "lastUpdateDateTime", value: .string(lastUpdate.rfc3339)),
            .init(name: "redirectIncidentId", value: redirectIncidentId.map { .string($0.description) } ?? .null),
        ])
    }
}

extension LinkReason {
    var json: JSONObject {
        JSONObject([
            .init(name: "signal", value: .string(signal)), .init(name: "subject", value: .string(subject)),
            .init(name: "weight", value: .number(weight)), .init(name: "text", value: .string(text)),
        ])
    }
}

extension EntityKey {
    func json(_ roles: RoleSet) -> JSONObject {
        JSONObject([
            .init(name: "kind", value: .string(kind.name)), .init(name: "value", value: .string(value)),
            .init(name: "roles", value: .array(roles.roles.map { .string($0.name) })),
        ])
    }
}

extension Alert {
    /// The alert as a row of its incident.
    func row(_ entities: [EntityLink]) -> JSONValue {
        [
            "id": .string(id.description), "title": .string(report.title), "severity": .string(severity.name),
            "status": .string(status.name), "product": .string(report.productName), "detector": .string(report.detectorId),
            "tactics": .array(report.tactics.tactics.map { .string($0.category) }),
            "firstActivityDateTime": .string(report.firstActivity.rfc3339),
            "lastActivityDateTime": .string(report.lastActivity.rfc3339), "occurrences": .integer(occurrences),
            "entities": .array(entities.filter { $0.key.kind != .network }.map { .object($0.key.json($0.roles)) }),
            "reasons": .array(reasons.map { .object($0.json) }),
        ]
    }
}

extension Change {
    var json: JSONValue {
        [
            "sequence": .integer(sequence), "time": .string(time.rfc3339), "actor": .string(actor), "isPerson": .bool(isPerson),
            "action": .string(action), "alert": alert.map { .string($0.description) } ?? .null,
            "before": payload?["before"] ?? .null, "after": payload?["after"] ?? .null,
        ]
    }
}
