internal import CaseStore
internal import OData
internal import SecurityModel

extension PropertyTable {
    /// What filters on `/api/incidents` may name.
    static let defenderIncidents = PropertyTable([
        .id("incidentId", IncidentColumns.id) { IncidentID($0)?.number },
        .text("incidentName", IncidentColumns.displayName),
        .time("createdTime", IncidentColumns.created),
        .time("lastUpdateTime", IncidentColumns.lastUpdate),
        .text("assignedTo", IncidentColumns.assignedTo),
        .member("status", IncidentColumns.status, of: IncidentStatus.self),
        .member("severity", IncidentColumns.severity, of: AlertSeverity.self, isOrdered: true),
        .member("classification", IncidentColumns.classification, of: Classification.self),
        .member("determination", IncidentColumns.determination, of: Determination.self),
        .texts("tags", IncidentColumns.customTags, IncidentColumns.tag),
    ])

    /// What filters on `/api/alerts` may name.
    static let defenderAlerts = PropertyTable([
        .id("id", AlertColumns.id) { AlertID($0)?.number },
        .id("incidentId", AlertColumns.incident) { IncidentID($0)?.number },
        // There are no investigations yet.
        .unset("investigationId"),
        .time("alertCreationTime", AlertColumns.created),
        .time("lastUpdateTime", AlertColumns.lastUpdate),
        .time("firstEventTime", AlertColumns.firstActivity),
        .time("lastEventTime", AlertColumns.lastActivity),
        .time("resolvedTime", AlertColumns.resolved, isOrdered: false),
        .text("assignedTo", AlertColumns.assignedTo),
        .source("detectionSource", AlertColumns.detectionSource, SourceNames.detection),
        .member("status", AlertColumns.status, of: AlertStatus.self),
        .member("severity", AlertColumns.severity, of: AlertSeverity.self, isOrdered: true),
        .member("classification", AlertColumns.classification, of: Classification.self),
        .member("determination", AlertColumns.determination, of: Determination.self),
        .category("category"),
        .text("title", AlertColumns.title),
        .text("detectorId", AlertColumns.detectorId),
        .text("threatFamilyName", AlertColumns.threatFamilyName),
        .text("threatName", AlertColumns.threatDisplayName),
    ])
}
