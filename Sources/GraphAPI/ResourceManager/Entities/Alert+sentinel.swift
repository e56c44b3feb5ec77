internal import CaseStore
internal import Primitives
internal import SecurityModel

extension Alert {
    /// The alert as an entity of the kind `SecurityAlert`.
    func sentinelEntity(_ facts: ServerFacts) -> SentinelEntity {
        SentinelEntity(
            kind: "SecurityAlert", name: SentinelEntity.id(of: id), friendlyName: report.title,
            properties: JSONObject(sentinelFinding + sentinelState(facts)))
    }

    private var sentinelFinding: [JSONObject.Member] {
        let asset = report.evidence.first { $0.kind == .device } ?? report.evidence.first { $0.kind == .user }
        let steps = report.recommendedActions.split(separator: "\n").map { JSONValue.string(String($0)) }
        return [
            .init(name: "systemAlertId", value: .string(SentinelEntity.id(of: id))),
            .init(name: "alertDisplayName", value: .string(report.title)),
            .init(name: "alertType", value: .string(report.detectorId.isEmpty ? report.title : report.detectorId)),
            .init(name: "description", value: .text(orNull: report.description)),
            .init(name: "severity", value: .string(SentinelSeverity(severity).name)),
            .init(name: "tactics", value: .array(report.tactics.tactics.map { .string($0.category) })),
            .init(name: "intent", value: .string(report.tactics.first?.category ?? "Unknown")),
            .init(name: "providerAlertId", value: .text(orNull: report.providerAlertId)),
            .init(name: "productName", value: .text(orNull: report.productName)),
            .init(name: "productComponentName", value: .string(report.detectionSource.name)),
            .init(name: "vendorName", value: .text(orNull: report.productName)),
            .init(name: "compromisedEntity", value: asset.map { .string($0.title) } ?? .null),
            .init(name: "remediationSteps", value: .array(steps)), .init(name: "confidenceLevel", value: "Unknown"),
            .init(name: "resourceIdentifiers", value: []),
        ]
    }

    private func sentinelState(_ facts: ServerFacts) -> [JSONObject.Member] {
        let status: JSONValue =
            switch status {
            case .unknown, .new: "New"
            case .inProgress: "InProgress"
            case .resolved: classification == .falsePositive ? "Dismissed" : "Resolved"
            }
        var data = report.additionalData
        data["AlertId"] = .string(id.description)
        data["Techniques"] = .array(report.techniques.map { .string($0.id) })
        return [
            .init(name: "status", value: status),
            .init(name: "startTimeUtc", value: .string(report.firstActivity.rfc3339)),
            .init(name: "endTimeUtc", value: .string(report.lastActivity.rfc3339)),
            .init(name: "timeGenerated", value: .string(created.rfc3339)),
            .init(name: "processingEndTime", value: .string(lastUpdate.rfc3339)),
            .init(name: "alertLink", value: .string("\(facts.address)/alerts/\(id)")),
            .init(name: "additionalData", value: .object(data)),
        ]
    }
}
