internal import CaseStore
internal import OData
internal import SecurityModel

extension PropertyTable {
    /// The properties of Graph's alerts that filters and orders may name.
    static let alerts = PropertyTable([
        .id("id", AlertColumns.id) { AlertID($0)?.number },
        .text("providerAlertId", AlertColumns.providerAlertId),
        .id("incidentId", AlertColumns.incident) { IncidentID($0)?.number },
        .text("title", AlertColumns.title),
        .text("description", AlertColumns.description),
        .text("recommendedActions", AlertColumns.recommendedActions),
        .category("category"),
        .categories("categories"),
        .member("status", AlertColumns.status, of: AlertStatus.self),
        .member("severity", AlertColumns.severity, of: AlertSeverity.self, isOrdered: true),
        .member("classification", AlertColumns.classification, of: Classification.self),
        .member("determination", AlertColumns.determination, of: Determination.self),
        .member("investigationState", AlertColumns.investigationState, of: InvestigationState.self),
        .text("assignedTo", AlertColumns.assignedTo),
        .source("serviceSource", AlertColumns.serviceSource, SourceNames.service),
        .source("detectionSource", AlertColumns.detectionSource, SourceNames.detection),
        .text("productName", AlertColumns.productName),
        .text("detectorId", AlertColumns.detectorId),
        .text("actorDisplayName", AlertColumns.actorDisplayName),
        .text("threatDisplayName", AlertColumns.threatDisplayName),
        .text("threatFamilyName", AlertColumns.threatFamilyName),
        .time("createdDateTime", AlertColumns.created),
        .time("lastUpdateDateTime", AlertColumns.lastUpdate),
        .time("resolvedDateTime", AlertColumns.resolved, isOrdered: false),
        .time("firstActivityDateTime", AlertColumns.firstActivity),
        .time("lastActivityDateTime", AlertColumns.lastActivity),
        .texts("mitreTechniques", AlertColumns.techniques, AlertColumns.element),
        .texts("systemTags", AlertColumns.systemTags, AlertColumns.element),
        .evidence("evidence"),
    ])
}
