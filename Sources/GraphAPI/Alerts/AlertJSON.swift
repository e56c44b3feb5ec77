internal import Primitives
internal import SecurityModel

extension Alert {
    /// The alert in Graph's shape.
    func graph(_ facts: ServerFacts) -> JSONValue {
        .object(JSONObject(identity(facts) + judgement + finding))
    }

    private func identity(_ facts: ServerFacts) -> [JSONObject.Member] {
        [
            .init(name: "@odata.type", value: "#microsoft.graph.security.alert"),
            .init(name: "id", value: .string(id.description)),
            .init(name: "providerAlertId", value: .string(report.providerAlertId)),
            .init(name: "incidentId", value: .string(incident.description)),
            .init(name: "tenantId", value: .string(GraphNames.tenant)),
            .init(name: "alertWebUrl", value: .string("\(facts.address)/alerts/\(id)")),
            .init(name: "incidentWebUrl", value: .string("\(facts.address)/incidents/\(incident)")),
        ]
    }

    private var judgement: [JSONObject.Member] {
        [
            .init(name: "status", value: .string(status.name)),
            .init(name: "severity", value: .string(severity.name)),
            .init(name: "classification", value: .string(classification.name)),
            .init(name: "determination", value: .string(determination.name)),
            .init(name: "assignedTo", value: .text(orNull: assignedTo)),
            .init(name: "investigationState", value: .string(investigationState.name)),
            .init(name: "createdDateTime", value: .string(created.rfc3339)),
            .init(name: "lastUpdateDateTime", value: .string(lastUpdate.rfc3339)),
            .init(name: "resolvedDateTime", value: resolved.map { .string($0.rfc3339) } ?? .null),
            .init(name: "comments", value: .array(comments.map(\.graph))),
        ]
    }

    private var finding: [JSONObject.Member] {
        [
            .init(name: "title", value: .string(report.title)),
            .init(name: "description", value: .text(orNull: report.description)),
            .init(name: "recommendedActions", value: .text(orNull: report.recommendedActions)),
            .init(name: "category", value: .text(orNull: report.category)),
            .init(name: "categories", value: .array(report.tactics.tactics.map { .string($0.category) })),
            .init(name: "serviceSource", value: .string(report.serviceSource.name)),
            .init(name: "detectionSource", value: .string(report.detectionSource.name)),
            .init(name: "productName", value: .text(orNull: report.productName)),
            .init(name: "detectorId", value: .text(orNull: report.detectorId)),
            .init(name: "mitreTechniques", value: .array(report.techniques.map { .string($0.id) })),
            .init(name: "actorDisplayName", value: .text(orNull: report.actorDisplayName)),
            .init(name: "threatDisplayName", value: .text(orNull: report.threatDisplayName)),
            .init(name: "threatFamilyName", value: .text(orNull: report.threatFamilyName)),
            .init(name: "firstActivityDateTime", value: .string(report.firstActivity.rfc3339)),
            .init(name: "lastActivityDateTime", value: .string(report.lastActivity.rfc3339)),
            .init(name: "systemTags", value: .array(report.systemTags.map(JSONValue.string))),
            .init(name: "additionalData", value: .object(report.additionalData)),
            .init(name: "customDetails", value: .object(report.customDetails)),
            .init(name: "evidence", value: .array(report.evidence.map { .object($0.json) })),
        ]
    }
}
