internal import Primitives
internal import SecurityModel

/// An alert in the two shapes of the older interfaces.
struct DefenderAlert {
    private let alert: Alert

    init(_ alert: Alert) {
        self.alert = alert
    }

    /// The properties that `/api/alerts` knows.
    static let names = [
        "id", "incidentId", "investigationId", "investigationState", "assignedTo", "severity", "status", "classification",
        "determination", "detectionSource", "detectorId", "category", "threatFamilyName", "threatName", "title", "description",
        "recommendedAction", "alertCreationTime", "firstEventTime", "lastEventTime", "lastUpdateTime", "resolvedTime",
        "machineId", "computerDnsName", "rbacGroupName", "aadTenantId", "mitreTechniques", "relatedUser", "comments",
        "evidence", "productName",
    ]

    private var devices: [Evidence] { alert.report.evidence.filter { $0.kind == .device } }
    private var entities: [JSONValue] { alert.report.evidence.compactMap { DefenderEntity($0).json.map(JSONValue.object) } }

    /// Where a category stands that is no stage of an attack.
    static let category = "reportedCategory"

    private var category: String {
        alert.report.category.isEmpty
            ? alert.report.additionalData[DefenderAlert.category]?.string ?? "" : alert.report.category
    }

    /// As `/api/alerts` answers it.
    /// - Parameter showsEvidence: what `$expand=evidence` asks for.
    func endpoint(tenant: String, showsEvidence: Bool) -> JSONObject {
        let device = devices.first.map { DefenderMachine($0) }
        let user = alert.report.evidence.first { $0.kind == .user }
        var json = JSONObject([
            .init(name: "id", value: .string(alert.id.description)),
            .init(name: "incidentId", value: .integer(alert.incident.number)),
            .init(name: "investigationId", value: .null),
            .init(name: "investigationState", value: .string(alert.investigationState.name.withCapital)),
            .init(name: "assignedTo", value: .text(orNull: alert.assignedTo)),
            .init(name: "severity", value: .string(DefenderNames.severity(alert.severity))),
            .init(name: "status", value: .string(alert.status.name.withCapital)),
            .init(name: "classification", value: DefenderNames.classification(orNull: alert.classification)),
            .init(
                name: "determination",
                value: alert.determination == .unknown
                    ? .null : .string(DefenderNames.determination(alert.determination, unset: ""))),
            .init(name: "detectionSource", value: .string(detectionSource.withCapital)),
            .init(name: "detectorId", value: .text(orNull: alert.report.detectorId)),
            .init(name: "category", value: .text(orNull: category)),
            .init(name: "threatFamilyName", value: .text(orNull: alert.report.threatFamilyName)),
            .init(name: "threatName", value: .text(orNull: alert.report.threatDisplayName)),
            .init(name: "title", value: .string(alert.report.title)),
            .init(name: "description", value: .string(alert.report.description)),
            .init(name: "recommendedAction", value: .text(orNull: alert.report.recommendedActions)),
            .init(name: "alertCreationTime", value: .string(alert.created.rfc3339)),
            .init(name: "firstEventTime", value: .string(alert.report.firstActivity.rfc3339)),
            .init(name: "lastEventTime", value: .string(alert.report.lastActivity.rfc3339)),
            .init(name: "lastUpdateTime", value: .string(alert.lastUpdate.rfc3339)),
            .init(name: "resolvedTime", value: alert.resolved.map { .string($0.rfc3339) } ?? .null),
            .init(name: "machineId", value: .text(orNull: device?.id ?? "")),
            .init(name: "computerDnsName", value: .text(orNull: device?.dnsName ?? "")),
            .init(name: "rbacGroupName", value: .text(orNull: device?.group ?? "")),
            .init(name: "aadTenantId", value: .string(tenant)),
            .init(name: "mitreTechniques", value: .array(alert.report.techniques.map { .string($0.id) })),
            .init(name: "relatedUser", value: user.map(DefenderAlert.relatedUser) ?? .null),
            .init(name: "comments", value: .array(alert.comments.map(\.defender))),
            .init(name: "evidence", value: .array(showsEvidence ? entities : [])),
        ])
        json["productName"] = .text(orNull: alert.report.productName)
        return json
    }

    /// As it is embedded in `/api/incidents`.
    var embedded: JSONValue {
        .object(
            JSONObject([
                .init(name: "alertId", value: .string(alert.id.description)),
                .init(name: "providerAlertId", value: .string(alert.report.providerAlertId)),
                .init(name: "incidentId", value: .integer(alert.incident.number)),
                .init(
                    name: "serviceSource",
                    value: .string(SourceNames.service.shown(alert.report.serviceSource.name).withCapital)),
                .init(name: "creationTime", value: .string(alert.created.rfc3339)),
                .init(name: "lastUpdatedTime", value: .string(alert.lastUpdate.rfc3339)),
                .init(name: "resolvedTime", value: alert.resolved.map { .string($0.rfc3339) } ?? .null),
                .init(name: "firstActivity", value: .string(alert.report.firstActivity.rfc3339)),
                .init(name: "lastActivity", value: .string(alert.report.lastActivity.rfc3339)),
                .init(name: "title", value: .string(alert.report.title)),
                .init(name: "description", value: .string(alert.report.description)),
                .init(name: "category", value: .string(alert.report.category)),
                .init(name: "status", value: .string(alert.status.name.withCapital)),
                .init(name: "severity", value: .string(DefenderNames.severity(alert.severity))),
                .init(name: "investigationId", value: .null),
                .init(name: "investigationState", value: .string(alert.investigationState.name.withCapital)),
                .init(name: "classification", value: DefenderNames.classification(orNull: alert.classification)),
                .init(
                    name: "determination",
                    value: .string(DefenderNames.determination(alert.determination, unset: "NotAvailable"))),
                .init(name: "detectionSource", value: .string(detectionSource.withCapital)),
                .init(name: "detectorId", value: .text(orNull: alert.report.detectorId)),
                .init(name: "assignedTo", value: .text(orNull: alert.assignedTo)),
                .init(name: "actorName", value: .text(orNull: alert.report.actorDisplayName)),
                .init(name: "threatFamilyName", value: .text(orNull: alert.report.threatFamilyName)),
                .init(name: "mitreTechniques", value: .array(alert.report.techniques.map { .string($0.id) })),
                .init(name: "devices", value: .array(devices.map { .object(DefenderMachine($0).embedded) })),
                .init(name: "entities", value: .array(entities)),
            ]))
    }

    private var detectionSource: String { SourceNames.detection.shown(alert.report.detectionSource.name) }

    private static func relatedUser(_ evidence: Evidence) -> JSONValue {
        [
            "userName": .text(orNull: evidence.text("userAccount.accountName") ?? ""),
            "domainName": .text(orNull: evidence.text("userAccount.domainName") ?? ""),
        ]
    }
}

extension Comment {
    var defender: JSONValue {
        ["comment": .string(text), "createdBy": .string(author), "createdTime": .string(created.rfc3339)]
    }
}
