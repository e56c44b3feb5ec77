internal import SQL

/// What a predicate over incidents may name.
public enum IncidentColumns {
    public static let id = StoreColumn.number("i.id")
    /// What the product calls an incident names what its alerts name; for who sees some of them alone it is called as one of those.
    public static let displayName = StoreColumn.text("i.name", overAlerts: nameSeen)
    /// The name in small letters, to order by.
    static let foldedName = StoreColumn.key("i.search_name", overAlerts: "LOWER(\(nameSeen))")
    private static let nameSeen =
        "CASE WHEN i.has_custom_name = 1 OR COUNT(*) = i.alert_count THEN i.name ELSE MIN(a.title) END"
    public static let status = StoreColumn.number("i.status")
    public static let severity = StoreColumn.number("i.severity")
    public static let classification = StoreColumn.number("i.classification")
    public static let determination = StoreColumn.number("i.determination")
    public static let assignedTo = StoreColumn.text("i.owner")
    public static let resolvingComment = StoreColumn.text("i.resolving_comment")
    public static let summary = StoreColumn.text("i.summary")
    public static let redirectIncident = StoreColumn.number("i.redirect", isNullable: true)
    public static let continuedIncident = StoreColumn.number("i.continues", isNullable: true)
    public static let priority = StoreColumn.real("i.priority")
    public static let isOnQueue = StoreColumn.number("i.on_queue")
    public static let alertCount = StoreColumn.counted("i.alert_count", overAlerts: "COUNT(*)")
    /// 3 is resolved.
    public static let activeAlertCount = StoreColumn.counted(
        "i.active_alert_count", overAlerts: "COALESCE(SUM(CASE WHEN a.status <> 3 THEN 1 ELSE 0 END), 0)")
    public static let firstActivity = StoreColumn.counted("i.first_activity", overAlerts: "MIN(a.first_activity)")
    public static let lastActivity = StoreColumn.counted("i.last_activity", overAlerts: "MAX(a.last_activity)")
    public static let created = StoreColumn.number("i.created")
    public static let lastUpdate = StoreColumn.number("i.last_update")
    public static let lastModifiedBy = StoreColumn.text("i.last_modified_by")
    /// The tactics of a mask (`TacticSet.rawValue`) that the incident has.
    public static func tactics(in mask: UInt32) -> StoreColumn {
        .counted("(i.tactics & ?)", [.integer(Int64(mask))], overAlerts: "MAX(a.tactics & ?)")
    }

    /// Tags that people gave; the condition is over `tag`.
    public static let customTags = StoreRelation(
        "i.id IN (SELECT t.incident FROM incident_tags t WHERE t.is_system = 0 AND %)")
    public static let systemTags = StoreRelation(
        "i.id IN (SELECT t.incident FROM incident_tags t WHERE t.is_system = 1 AND %)")
    public static let tag = StoreColumn.text("t.tag")

    /// Values that come with its alerts; the condition is over `facetValue`.
    public static func facet(_ kind: IncidentFacet) -> StoreRelation {
        StoreRelation(
            "i.id IN (SELECT f.incident FROM incident_facets f WHERE f.kind = \(kind.rawValue) AND %)", seen: .facets(kind))
    }
    public static let facetValue = StoreColumn.text("f.value")

    /// Its alerts; the condition is over `AlertColumns`.
    public static let alerts = StoreRelation(
        "i.id IN (SELECT h.root FROM alerts a JOIN incidents h ON h.id = a.home WHERE %)", seen: .alerts)
}
