internal import SQL

/// What a predicate over alerts may name.
public enum AlertColumns {
    public static let id = StoreColumn.number("a.id")
    /// The incident that it belongs to today.
    public static let incident = StoreColumn.number("h.root")
    public static let title = StoreColumn.text("a.title")
    /// The title as it is written, letter by letter; an index is entered by it.
    public static let exactTitle = StoreColumn.key("a.title")
    public static let severity = StoreColumn.number("a.severity")
    public static let status = StoreColumn.number("a.status")
    public static let classification = StoreColumn.number("a.classification")
    public static let determination = StoreColumn.number("a.determination")
    public static let assignedTo = StoreColumn.text("a.owner")
    public static let investigationState = StoreColumn.number("a.investigation")
    public static let firstActivity = StoreColumn.number("a.first_activity")
    public static let lastActivity = StoreColumn.number("a.last_activity")
    public static let created = StoreColumn.number("a.created")
    public static let lastUpdate = StoreColumn.number("a.last_update")
    public static let resolved = StoreColumn.number("a.resolved", isNullable: true)
    public static let serviceSource = StoreColumn.text("a.service_source")
    public static let detectionSource = StoreColumn.text("a.detection_source")
    /// The bit of the first tactic (`TacticSet.rawValue`); 0 where there is none.
    public static let firstTactic = StoreColumn.number("(a.tactics & -a.tactics)")
    /// The tactics of a mask that the alert has.
    public static func tactics(in mask: UInt32) -> StoreColumn { .number("(a.tactics & ?)", [.integer(Int64(mask))]) }

    /// The configured way in.
    public static let sourceName = StoreColumn.text("(SELECT s.name FROM sources s WHERE s.id = a.source)")
    public static let productName = StoreColumn.text("(SELECT d.product FROM detectors d WHERE d.id = a.detector)")

    /// The whole report as it is stored: a quick look for whether a word stands in it anywhere.
    public static let report = StoreColumn.key("a.report")

    // What stands in the report alone is read out of it.
    public static let providerAlertId = report("providerAlertId")
    public static let description = report("description")
    public static let recommendedActions = report("recommended")
    public static let detectorId = report("detector")
    public static let actorDisplayName = report("actor")
    public static let threatDisplayName = report("threat")
    public static let threatFamilyName = report("family")

    private static func report(_ name: String) -> StoreColumn {
        .text("COALESCE(JSON_VALUE(a.report, ?), '')", [.text("$.\(name)")])
    }

    /// Its techniques and tags; the condition is over `element`.
    public static let techniques = list("techniques")
    public static let systemTags = list("systemTags")
    public static let element = StoreColumn.text("v.value")

    private static func list(_ name: String) -> StoreRelation {
        StoreRelation("EXISTS (SELECT 1 FROM json_each(a.report, ?) v WHERE %)", [.text("$.\(name)")])
    }

    /// Its evidence; the condition is over `EvidenceColumns`.
    public static let evidence = StoreRelation("EXISTS (SELECT 1 FROM json_each(a.report, '$.evidence') e WHERE %)")
    /// The entities that it names; the condition is over `entityKind` and `entityValue`. Entered by an index.
    public static let entities = StoreRelation(
        """
        a.id IN (SELECT l.alert FROM alert_entities l WHERE l.entity IN (SELECT n.id FROM entities n WHERE %))
        """)
    public static let entityKind = StoreColumn.number("n.kind")
    public static let entityValue = StoreColumn.key("n.value")
}

/// What a predicate over one piece of evidence of an alert may name: it is stored as JSON with the alert's report.
public enum EvidenceColumns {
    /// `#microsoft.graph.security.deviceEvidence`
    public static let type = text(["@odata.type"])
    public static let verdict = StoreColumn.text("COALESCE(JSON_VALUE(e.value, '$.verdict'), 'unknown')")
    public static let remediationStatus = StoreColumn.text("COALESCE(JSON_VALUE(e.value, '$.remediationStatus'), 'none')")

    /// A field, or a field of an inner object.
    public static func text(_ path: [String]) -> StoreColumn {
        .text("COALESCE(JSON_VALUE(e.value, ?), '')", [.text(jsonPath(path))])
    }

    public static func number(_ path: [String]) -> StoreColumn {
        .number("JSON_VALUE(e.value, ?)", [.text(jsonPath(path))], isNullable: true)
    }

    /// The elements of a list; the condition is over `AlertColumns.element`.
    public static func list(_ path: [String]) -> StoreRelation {
        StoreRelation("EXISTS (SELECT 1 FROM json_each(e.value, ?) v WHERE %)", [.text(jsonPath(path))])
    }

    private static func jsonPath(_ path: [String]) -> String {
        "$" + path.map { ".\"\($0.replacing("\"", with: ""))\"" }.joined()
    }
}
