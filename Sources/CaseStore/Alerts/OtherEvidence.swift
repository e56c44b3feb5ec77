internal import SQL
public import SecurityModel

/// Evidence of kinds that nobody here knew when it came: formats keep it with what else an alert says (`otherEvidence`).
public struct OtherEvidence: Sendable {
    /// The alerts that have some.
    public var alerts: [AlertID] = []
    /// Pieces in all of them.
    public var pieces: Int64 = 0

    public init() {}
}

extension CaseReader {
    /// Alerts of an incident that are looked into for evidence of unknown kinds, at most.
    public static let mostWithOtherEvidence: Int64 = 500

    public func otherEvidence(of incident: IncidentID) throws -> OtherEvidence {
        let clause = ViewClause.alerts(view)
        let statement = SQLStatement(
            building: """
                SELECT s.id, COUNT(*) FROM (
                    SELECT a.id AS id, a.report AS report FROM alerts a
                    WHERE a.home IN (SELECT id FROM incidents WHERE root = ?) AND \(clause.text) LIMIT ?) s
                JOIN json_each(s.report, '$.additional.otherEvidence') v ON 1 = 1 GROUP BY s.id ORDER BY s.id
                """)
        let arguments: [SQLValue] =
            [.integer(incident.number)] + clause.arguments + [.integer(CaseReader.mostWithOtherEvidence)]
        var found = OtherEvidence()
        try session.query(statement, arguments) { row in
            found.alerts.append(AlertID(row.integer(0)))
            found.pieces += row.integer(1)
        }
        return found
    }
}
