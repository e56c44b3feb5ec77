internal import SQL

/// The statements about alerts.
enum AlertSQL {
    static let columns = """
        a.id, i.root, a.identity, a.detector, a.title, a.severity, a.status, a.classification, a.determination, a.owner,
        a.investigation, a.tactics, a.first_activity, a.last_activity, a.created, a.last_update, a.resolved, a.occurrences,
        a.is_excluded, a.report, a.reasons, s.name, a.custom_details
        """
    static let columnCount = 23

    static let insert = SQLStatement(
        "alert.insert",
        """
        INSERT INTO alerts (id, home, source, identity, detector, title, severity, status, status_by_person, classification,
            determination, owner, investigation, tactics, first_activity, last_activity, created, last_update, resolved,
            occurrences, is_excluded, observed, device_group, raw_sequence, entities, report, reasons, digest,
            service_source, detection_source)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, '', ?, ?, ?, ?, ?, ?, NULL, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    static let insertEntity = SQLStatement(
        "alert.insertEntity", "INSERT INTO alert_entities (entity, alert, roles) VALUES (?, ?, ?)")
    static let fold = SQLStatement(
        "alert.fold",
        """
        UPDATE alerts SET occurrences = occurrences + 1,
            first_activity = CASE WHEN first_activity < ? THEN first_activity ELSE ? END,
            last_activity = CASE WHEN last_activity > ? THEN last_activity ELSE ? END, last_update = ?
        WHERE id = ?
        """)
    /// The incident of an alert and all that it was merged into take in a repeat's times, where those say something new.
    static let foldIncident = SQLStatement(
        "alert.foldIncident",
        """
        WITH RECURSIVE up (id) AS (
            SELECT home FROM alerts WHERE id = ? UNION SELECT i.redirect FROM incidents i JOIN up ON i.id = up.id)
        UPDATE incidents SET first_activity = CASE WHEN first_activity < ? THEN first_activity ELSE ? END,
            last_activity = CASE WHEN last_activity > ? THEN last_activity ELSE ? END
        WHERE id IN (SELECT id FROM up) AND (first_activity > ? OR last_activity < ?)
        """)
    static let rehome = SQLStatement(
        "alert.rehome", "UPDATE alerts SET home = ?, reasons = ?, last_update = ? WHERE id = ?")
    static let byIdentity = SQLStatement("alert.byIdentity", "SELECT id FROM alerts WHERE source = ? AND identity = ?")
    static let last = SQLStatement("alert.last", "SELECT MAX(id) FROM alerts")
    static let one = SQLStatement(
        "alert.one",
        """
        SELECT \(columns) FROM alerts a JOIN incidents i ON i.id = a.home LEFT JOIN sources s ON s.id = a.source WHERE a.id = ?
        """)
    static let ofIncident = SQLStatement("alert.ofIncident", pageOfIncident("1 = 1"))
    static let observed = SQLStatement(
        "alert.observed",
        """
        SELECT id, observed, detector, entities, tactics, severity, is_excluded, device_group, source FROM alerts
        WHERE id > ? AND id <= ? ORDER BY id
        """)
    static let observedOne = SQLStatement(
        "alert.observedOne",
        """
        SELECT id, observed, detector, entities, tactics, severity, is_excluded, device_group, source FROM alerts WHERE id = ?
        """)
    static let entities = SQLStatement("alert.entities", "SELECT entities FROM alerts WHERE id = ?")

    /// A page of an incident's alerts that satisfy a condition over `a`.
    static func pageOfIncident(_ condition: String, newestFirst: Bool = false) -> String {
        let order = newestFirst ? "a.last_activity DESC, a.id DESC" : "a.last_activity, a.id"
        return """
            SELECT \(columns) FROM alerts a JOIN incidents i ON i.id = a.home LEFT JOIN sources s ON s.id = a.source
            WHERE a.id IN (
                SELECT a.id FROM alerts a WHERE a.home IN (SELECT id FROM incidents WHERE root = ?) AND \(condition)
                ORDER BY \(order) LIMIT ? OFFSET ?)
            ORDER BY \(order)
            """
    }
}
