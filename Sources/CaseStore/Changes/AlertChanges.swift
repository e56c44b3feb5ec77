internal import SQL
public import SecurityModel

extension CaseReader {
    /// What was done to an alert itself while it belonged to an incident, newest first.
    public func changes(ofAlert alert: AlertID, in incident: IncidentID, limit: Int) throws -> [Change] {
        guard try view.isEverything || sees(alert) else { return [] }
        return try session.all(
            AlertChangeSQL.ofAlert, [.integer(incident.number), .integer(alert.number), .integer(Int64(limit))]
        ) { Change(row: $0) }
    }
}

private enum AlertChangeSQL {
    static let ofAlert = SQLStatement(
        "change.ofAlert",
        """
        SELECT sequence, time, actor, is_person, action, incident, alert, payload FROM changes
        WHERE incident IN (SELECT id FROM incidents WHERE root = ?) AND alert = ? ORDER BY sequence DESC LIMIT ?
        """)
}
