internal import Primitives
internal import SQL
public import SecurityModel

/// Why some alerts of an incident are where they are.
public struct ReasonCount: Sendable {
    public var reasons: [LinkReason]
    public var alertCount: Int64
    /// One of these alerts.
    public var example: AlertID
}

extension CaseReader {
    /// The reasons of an incident's alerts, those of the most alerts first. Alerts of one run have the same reasons, so
    /// there are far fewer of them than alerts.
    public func reasons(of incident: IncidentID, limit: Int) throws -> [ReasonCount] {
        try session.all(ReasonSQL.ofIncident, [.integer(incident.number), .integer(Int64(limit))]) { row in
            ReasonCount(reasons: LinkReason.reasons(row.text(0)), alertCount: row.integer(1), example: AlertID(row.integer(2)))
        }
    }

    /// The incidents that were merged into this one.
    public func merged(into incident: IncidentID) throws -> [IncidentID] {
        try session.all(ReasonSQL.merged, [.integer(incident.number), .integer(incident.number)]) { IncidentID($0.integer(0)) }
    }
}

private enum ReasonSQL {
    static let ofIncident = SQLStatement(
        "reason.ofIncident",
        """
        SELECT reasons, COUNT(*), MIN(id) FROM alerts WHERE home IN (SELECT id FROM incidents WHERE root = ?)
        GROUP BY reasons ORDER BY COUNT(*) DESC, MIN(id) LIMIT ?
        """)
    static let merged = SQLStatement(
        "incident.merged", "SELECT id FROM incidents WHERE root = ? AND id <> ? ORDER BY id")
}
