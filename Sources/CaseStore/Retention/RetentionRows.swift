internal import Primitives
internal import SQL
internal import SecurityModel

extension CaseReader {
    /// Incidents that nobody works on, with all that were merged into them, the least recently updated first.
    func deletable(before: Timestamp, limit: Int, sparing isInUse: (IncidentID) -> Bool) throws -> [IncidentID] {
        var page = limit
        while true {
            let arguments: [SQLValue] = [.integer(before.ticks), .integer(before.ticks), .integer(Int64(page))]
            let old = try session.all(RetentionSQL.deletable, arguments) { IncidentID($0.integer(0)) }
            let unused = old.filter { !isInUse($0) }
            if unused.count >= limit || old.count < page { return Array(unused.prefix(limit)) }
            page *= 2
        }
    }
}

extension CaseTransaction {
    /// Deletes incidents in order, until the limit of alerts is reached. One that has more alerts than are left to the
    /// limit loses its oldest and is finished by a later transaction.
    func delete(_ incidents: [IncidentID], alertLimit: Int, because reason: RetentionReason) throws -> DeletedCases {
        var deleted = DeletedCases()
        var remaining = alertLimit
        for incident in incidents where remaining > 0 {
            let alerts = try session.all(RetentionSQL.alerts, [.integer(incident.number), .integer(Int64(remaining + 1))]) {
                (id: $0.integer(0), home: $0.integer(1), isActive: $0.integer(2) != 3, entities: $0.text(3))
            }
            let isFinished = alerts.count <= remaining
            for alert in alerts.prefix(remaining) {
                try delete(alert: alert.id, entities: alert.entities)
                if !isFinished { try countDown(from: incident, alert.isActive) }
                deleted.add(alert: alert.id)
            }
            remaining -= min(alerts.count, remaining)
            if isFinished { deleted.incidents += try delete(incident) }
        }
        if !deleted.isEmpty { try log.append(.retentionApplied, after: deleted.json(reason)) }
        return deleted
    }

    private func delete(alert: Int64, entities: String) throws {
        for link in ObservedEntity.list(entities) {
            try session.execute(RetentionSQL.deleteLink, [.integer(link.entity), .integer(alert)])
            try session.execute(RetentionSQL.uncount, [.integer(link.entity)])
        }
        try session.execute(RetentionSQL.deleteComments, [0, .integer(alert)])
        try session.execute(AlertFacetSQL.delete, [.integer(alert)])
        try session.execute(RetentionSQL.deleteAlert, [.integer(alert)])
    }

    private func countDown(from incident: IncidentID, _ isActive: Bool) throws {
        try session.execute(RetentionSQL.countDown, [.integer(isActive ? 1 : 0), .integer(incident.number)])
    }

    /// Deletes an incident and those merged into it; their alerts are gone already.
    private func delete(_ root: IncidentID) throws -> [IncidentID] {
        let tree = try session.all(RetentionSQL.tree, [.integer(root.number)]) { IncidentID($0.integer(0)) }
        for incident in tree {
            for statement in RetentionSQL.ofIncident { try session.execute(statement, [.integer(incident.number)]) }
            try session.execute(RetentionSQL.deleteComments, [.integer(incident.number), 0])
        }
        return tree
    }

    /// Answers how many records it deleted.
    func deleteRejected(before: Timestamp, limit: Int) throws -> Int {
        let count = try session.execute(RetentionSQL.deleteRejected, [.integer(before.ticks), .integer(Int64(limit))])
        if count > 0 { try log.append(.retentionApplied, after: ["reason": "age", "rejectedRecords": .integer(Int64(count))]) }
        return count
    }
}

private enum RetentionSQL {
    /// 4 is resolved. An alert behind the checkpoint would be looked at again after a restart.
    static let deletable = SQLStatement(
        "retention.deletable",
        """
        SELECT i.id FROM incidents i
        WHERE i.last_update < ? AND i.last_activity < ? AND i.root = i.id AND (i.status = 4 OR i.on_queue = 0)
            AND i.id <> (SELECT MAX(id) FROM incidents)
            AND NOT EXISTS (
                SELECT 1 FROM incidents m JOIN alerts a ON a.home = m.id WHERE m.root = i.id
                AND (a.id > (SELECT COALESCE(MAX(after_alert), 0) FROM checkpoints) OR a.id = (SELECT MAX(id) FROM alerts)))
        ORDER BY i.last_update, i.id LIMIT ?
        """)
    static let alerts = SQLStatement(
        "retention.alerts",
        """
        SELECT id, home, status, entities FROM alerts WHERE home IN (SELECT id FROM incidents WHERE root = ?)
        ORDER BY id LIMIT ?
        """)
    static let deleteLink = SQLStatement("retention.link", "DELETE FROM alert_entities WHERE entity = ? AND alert = ?")
    static let uncount = SQLStatement(
        "retention.uncount", "UPDATE entities SET alert_count = alert_count - 1 WHERE id = ?")
    static let deleteComments = SQLStatement("retention.comments", "DELETE FROM comments WHERE incident = ? AND alert = ?")
    static let deleteAlert = SQLStatement("retention.alert", "DELETE FROM alerts WHERE id = ?")
    static let countDown = SQLStatement(
        "retention.countDown",
        "UPDATE incidents SET alert_count = alert_count - 1, active_alert_count = active_alert_count - ? WHERE id = ?")
    static let tree = SQLStatement("retention.tree", "SELECT id FROM incidents WHERE root = ? ORDER BY id")
    static let deleteRejected = SQLStatement(
        "retention.rejected",
        """
        DELETE FROM rejected_records WHERE raw_sequence IN (
            SELECT raw_sequence FROM rejected_records WHERE received < ? ORDER BY raw_sequence LIMIT ?)
        """)

    /// What hangs on an incident, itself last. The rows of its changes stay, without their content.
    static let ofIncident = [
        SQLStatement("retention.entities", "DELETE FROM incident_entities WHERE incident = ?"),
        SQLStatement("retention.facets", "DELETE FROM incident_facets WHERE incident = ?"),
        SQLStatement("retention.tags", "DELETE FROM incident_tags WHERE incident = ?"),
        SQLStatement("retention.tasks", "DELETE FROM incident_tasks WHERE scope = ?"),
        SQLStatement("retention.attachments", "DELETE FROM incident_attachments WHERE scope = ?"),
        SQLStatement("retention.names", "DELETE FROM incident_names WHERE incident = ?"),
        SQLStatement("retention.continued", "UPDATE incidents SET continues = NULL WHERE continues = ?"),
        SQLStatement("retention.purge", "UPDATE changes SET payload = NULL WHERE incident = ? AND payload IS NOT NULL"),
        SQLStatement("retention.incident", "DELETE FROM incidents WHERE id = ?"),
    ]
}
