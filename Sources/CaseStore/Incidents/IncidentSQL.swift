internal import SQL

/// The statements about incidents.
enum IncidentSQL {
    static let columns = """
        i.id, i.name, i.has_custom_name, i.status, i.severity, i.classification, i.determination, i.owner,
        i.resolving_comment, i.summary, i.redirect, i.continues, i.priority, i.factors, i.on_queue, i.alert_count,
        i.active_alert_count, i.tactics, i.first_activity, i.last_activity, i.created, i.last_update, i.last_modified_by,
        i.queue_grounds
        """

    static let columnCount = 24

    /// An incident and all that were merged into it, also where it was merged itself.
    private static let tree = """
        WITH RECURSIVE tree (id) AS (SELECT ? UNION SELECT i.id FROM incidents i JOIN tree t ON i.redirect = t.id)
        SELECT id FROM tree
        """

    static let one = SQLStatement("incident.one", "SELECT \(columns) FROM incidents i WHERE i.id = ?")
    static let last = SQLStatement("incident.last", "SELECT MAX(id) FROM incidents")
    static let root = SQLStatement("incident.root", "SELECT root FROM incidents WHERE id = ?")
    static let insert = SQLStatement(
        "incident.insert",
        """
        INSERT INTO incidents (id, root, redirect, continues, name, search_name, has_custom_name, status, status_before_merge, severity,
            has_custom_severity, classification, determination, owner, resolving_comment, summary, priority, factors,
            on_queue, alert_count, active_alert_count, tactics, first_activity, last_activity, created, last_update,
            last_modified_by)
        VALUES (?, ?, NULL, ?, ?, ?, 0, 1, 1, 0, 0, 0, 0, '', '', '', 0, '[]', 0, 0, 0, 0, ?, ?, ?, ?, ?)
        """)
    /// The bounds that an incident without alerts has are those of what is gone.
    static let addAlerts = SQLStatement(
        "incident.addAlerts",
        """
        UPDATE incidents SET alert_count = alert_count + ?, active_alert_count = active_alert_count + ?,
            severity = CASE WHEN has_custom_severity = 1 OR severity > ? THEN severity ELSE ? END, tactics = tactics | ?,
            first_activity = CASE WHEN alert_count > 0 AND first_activity < ? THEN first_activity ELSE ? END,
            last_activity = CASE WHEN alert_count > 0 AND last_activity > ? THEN last_activity ELSE ? END,
            last_update = ?, last_modified_by = ? WHERE id = ?
        """)
    static let removeAlerts = SQLStatement(
        "incident.removeAlerts",
        """
        UPDATE incidents SET alert_count = alert_count - ?, active_alert_count = active_alert_count - ?, last_update = ?,
            last_modified_by = ? WHERE id = ?
        """)
    static let bounds = SQLStatement(
        "incident.bounds",
        """
        SELECT MIN(first_activity), MAX(last_activity), MAX(severity) FROM alerts
        WHERE home IN (\(tree))
        """)
    static let setBounds = SQLStatement(
        "incident.setBounds",
        """
        UPDATE incidents SET first_activity = COALESCE(?, first_activity), last_activity = COALESCE(?, last_activity),
            severity = CASE WHEN has_custom_severity = 1 THEN severity ELSE COALESCE(?, 0) END, tactics = ? WHERE id = ?
        """)
    static let entitiesOfAlerts = SQLStatement(
        "incident.entitiesOfAlerts", "SELECT entities FROM alerts WHERE home IN (\(tree))")
    static let roles = SQLStatement("incident.roles", "SELECT entity, roles FROM incident_entities WHERE incident = ?")
    static let setRoles = SQLStatement(
        "incident.setRoles", "UPDATE incident_entities SET roles = ? WHERE incident = ? AND entity = ?")
    static let tacticFacets = SQLStatement(
        "incident.tacticFacets", "SELECT value FROM incident_facets WHERE incident = ? AND +kind = 4")
    static let countEntity = SQLStatement(
        "incident.countEntity",
        """
        INSERT INTO incident_entities (incident, entity, roles, alert_count) VALUES (?, ?, ?, ?)
        ON CONFLICT (incident, entity) DO UPDATE SET roles = incident_entities.roles | excluded.roles,
            alert_count = incident_entities.alert_count + excluded.alert_count
        """)
    static let countFacet = SQLStatement(
        "incident.countFacet",
        """
        INSERT INTO incident_facets (kind, value, incident, alert_count) VALUES (?, ?, ?, ?)
        ON CONFLICT (kind, value, incident) DO UPDATE SET alert_count = incident_facets.alert_count + excluded.alert_count
        """)
    static let dropEntities = SQLStatement(
        "incident.dropEntities", "DELETE FROM incident_entities WHERE incident = ? AND alert_count <= 0")
    static let dropFacets = SQLStatement(
        "incident.dropFacets", "DELETE FROM incident_facets WHERE incident = ? AND alert_count <= 0")
    static let rank = SQLStatement(
        "incident.rank", "UPDATE incidents SET priority = ?, factors = ?, on_queue = ?, queue_grounds = ? WHERE id = ?")
    static let rename = SQLStatement(
        "incident.rename", "UPDATE incidents SET name = ?, search_name = ? WHERE id = ? AND has_custom_name = 0")

    // Merging. `root` of everything below the source follows the target; undoing walks the redirects again.
    static let redirect = SQLStatement(
        "incident.redirect",
        """
        UPDATE incidents SET redirect = ?, status_before_merge = status, status = 5, last_update = ?, last_modified_by = ?
        WHERE id = ?
        """)
    static let moveRoot = SQLStatement("incident.moveRoot", "UPDATE incidents SET root = ? WHERE root = ?")
    static let restore = SQLStatement(
        "incident.restore",
        """
        UPDATE incidents SET redirect = NULL, status = status_before_merge, last_update = ?, last_modified_by = ? WHERE id = ?
        """)
    static let restoreRoot = SQLStatement(
        "incident.restoreRoot",
        """
        WITH RECURSIVE tree (id) AS (
            SELECT id FROM incidents WHERE id = ? UNION SELECT i.id FROM incidents i JOIN tree t ON i.redirect = t.id)
        UPDATE incidents SET root = ? WHERE id IN (SELECT id FROM tree)
        """)
    static let foldEntities = SQLStatement(
        "incident.foldEntities",
        """
        INSERT INTO incident_entities (incident, entity, roles, alert_count)
        SELECT ?, entity, roles, alert_count * ? FROM incident_entities WHERE incident = ?
        ON CONFLICT (incident, entity) DO UPDATE SET roles = incident_entities.roles | excluded.roles,
            alert_count = incident_entities.alert_count + excluded.alert_count
        """)
    static let foldFacets = SQLStatement(
        "incident.foldFacets",
        """
        INSERT INTO incident_facets (kind, value, incident, alert_count)
        SELECT kind, value, ?, alert_count * ? FROM incident_facets WHERE incident = ?
        ON CONFLICT (kind, value, incident) DO UPDATE SET alert_count = incident_facets.alert_count + excluded.alert_count
        """)
    static let addTag = SQLStatement(
        "incident.addTag",
        "INSERT INTO incident_tags (incident, tag, is_system) VALUES (?, ?, ?) ON CONFLICT (incident, tag) DO NOTHING")
    static let removeTag = SQLStatement(
        "incident.removeTag", "DELETE FROM incident_tags WHERE incident = ? AND tag = ? AND is_system = ?")
}
