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
    /// The reasons of an incident's alerts, as far as whoever asks sees them, those of the most alerts first. Alerts of one run have the same reasons, so
    /// there are far fewer of them than alerts.
    public func reasons(of incident: IncidentID, limit: Int) throws -> [ReasonCount] {
        let clause = ViewClause.alerts(view)
        let arguments = [.integer(incident.number)] + clause.arguments + [.integer(Int64(limit))]
        return try session.all(ReasonSQL.ofIncident(clause.text), arguments) { row in
            ReasonCount(reasons: LinkReason.reasons(row.text(0)), alertCount: row.integer(1), example: AlertID(row.integer(2)))
        }
    }

    /// The incidents that were merged into this one.
    public func merged(into incident: IncidentID) throws -> [IncidentID] {
        try session.all(ReasonSQL.merged, [.integer(incident.number), .integer(incident.number)]) { IncidentID($0.integer(0)) }
    }
}

private enum ReasonSQL {
    static func ofIncident(_ condition: String) -> SQLStatement {
        SQLStatement(
            building: """
                SELECT a.reasons, COUNT(*), MIN(a.id) FROM alerts a
                WHERE a.home IN (SELECT id FROM incidents WHERE root = ?) AND \(condition)
                GROUP BY a.reasons ORDER BY COUNT(*) DESC, MIN(a.id) LIMIT ?
                """)
    }
    static let merged = SQLStatement(
        "incident.merged", "SELECT id FROM incidents WHERE root = ? AND id <> ? ORDER BY id")
}
