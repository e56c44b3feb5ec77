internal import CaseStore
internal import OData
internal import SecurityModel

extension PropertyTable {
    /// The properties of Graph's incidents that filters and orders may name.
    static let incidents = PropertyTable([
        .id("id", IncidentColumns.id) { IncidentID($0)?.number },
        .text("displayName", IncidentColumns.displayName),
        .member("status", IncidentColumns.status, of: IncidentStatus.self),
        .member("severity", IncidentColumns.severity, of: AlertSeverity.self, isOrdered: true),
        .member("classification", IncidentColumns.classification, of: Classification.self),
        .member("determination", IncidentColumns.determination, of: Determination.self),
        .text("assignedTo", IncidentColumns.assignedTo),
        .time("createdDateTime", IncidentColumns.created),
        .time("lastUpdateDateTime", IncidentColumns.lastUpdate),
        .text("lastModifiedBy", IncidentColumns.lastModifiedBy),
        .id("redirectIncidentId", IncidentColumns.redirectIncident) { IncidentID($0)?.number },
        .number("priorityScore", IncidentColumns.priority),
        .text("description", IncidentColumns.summary),
        .text("summary", IncidentColumns.summary),
        .text("resolvingComment", IncidentColumns.resolvingComment),
        .texts("customTags", IncidentColumns.customTags, IncidentColumns.tag),
        .texts("systemTags", IncidentColumns.systemTags, IncidentColumns.tag),
        .collection("alerts", IncidentColumns.alerts, of: .alerts),
    ])
}
