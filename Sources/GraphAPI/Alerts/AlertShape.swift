internal import Primitives
internal import SecurityModel

extension EntityShape where Entity == Alert {
    /// Graph's alert, in the metadata's words.
    static let alert = EntityShape("#microsoft.graph.security.alert", identity + judgement + finding + detail)

    private static var identity: [Property] {
        [
            Property("id") { alert, _, writer in writer.write(alert.id.description) },
            .text("providerAlertId") { $0.report.providerAlertId },
            Property("incidentId") { alert, _, writer in writer.write(alert.incident.description) },
            Property("tenantId") { _, scope, writer in writer.write(scope.facts.tenant) },
            Property("alertWebUrl") { alert, scope, writer in writer.write("\(scope.facts.address)/alerts/\(alert.id)") },
            Property("incidentWebUrl") { alert, scope, writer in
                writer.write("\(scope.facts.address)/incidents/\(alert.incident)")
            },
        ]
    }

    private static var judgement: [Property] {
        [
            Property("status", .member(AlertStatus.self)) { alert, _, writer in writer.write(alert.status.name) },
            Property("severity", .member(AlertSeverity.self)) { alert, _, writer in writer.write(alert.severity.name) },
            Property("classification", .member(Classification.self)) { alert, _, writer in writer.write(alert.classification.name)
            },
            Property("determination", .member(Determination.self)) { alert, _, writer in writer.write(alert.determination.name) },
            .text("assignedTo") { $0.assignedTo },
            Property("investigationState", .member(InvestigationState.self)) { alert, _, writer in
                writer.write(alert.investigationState.name)
            },
            .time("createdDateTime") { $0.created },
            .time("lastUpdateDateTime") { $0.lastUpdate },
            .time("resolvedDateTime") { $0.resolved },
            .time("firstActivityDateTime") { $0.report.firstActivity },
            .time("lastActivityDateTime") { $0.report.lastActivity },
            Property("comments", .list(.named("Comment"))) { alert, _, writer in writer.write(alert.comments) },
        ]
    }

    private static var finding: [Property] {
        [
            Property("title") { alert, _, writer in writer.write(alert.report.title) },
            .text("description") { $0.report.description },
            .text("recommendedActions") { $0.report.recommendedActions },
            .text("category") { $0.report.category },
            .texts("categories") { $0.report.tactics.tactics.map(\.category) },
            Property("serviceSource") { alert, _, writer in
                writer.write(SourceNames.service.shown(alert.report.serviceSource.name))
            },
            Property("detectionSource") { alert, _, writer in
                writer.write(SourceNames.detection.shown(alert.report.detectionSource.name))
            },
            .text("productName") { $0.report.productName },
            .text("detectorId") { $0.report.detectorId },
            .text("alertPolicyId") { $0.report.additionalData["alertPolicyId"]?.string ?? "" },
            .texts("mitreTechniques") { $0.report.techniques.map(\.id) },
            .text("actorDisplayName") { $0.report.actorDisplayName },
            .text("threatDisplayName") { $0.report.threatDisplayName },
            .text("threatFamilyName") { $0.report.threatFamilyName },
        ]
    }

    private static var detail: [Property] {
        [
            .texts("systemTags") { $0.report.systemTags },
            // Of the beta's manual alert; here every alert says it.
            Property("isExcludedFromCorrelation", .flag) { alert, _, writer in
                writer.write(alert.report.isExcludedFromCorrelation)
            },
            Property("additionalData", .object([])) { alert, _, writer in writer.write(alert.report.additionalData) },
            Property("customDetails", .object([])) { alert, _, writer in writer.write(alert.report.customDetails) },
            Property("evidence", .list(.object([("@odata.type", .text)]))) { alert, _, writer in
                writer.beginArray()
                for evidence in alert.report.evidence { writer.write(evidence.publicJSON(created: alert.created)) }
                writer.endArray()
            },
        ]
    }
}
