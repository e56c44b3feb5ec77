public import Primitives
internal import SQL
public import SecurityModel

/// Alerts of an incident that one rule made about the same things: a line of its story. A flood is one group.
public struct AlertGroup: Sendable {
    public var detector: Int64
    public var title: String
    /// The highest of its alerts.
    public var severity: AlertSeverity
    public var alertCount: Int64
    /// Those of its alerts that are not resolved.
    public var openCount: Int64
    public var firstActivity: Timestamp
    public var lastActivity: Timestamp
    /// The first of its alerts.
    public var example: AlertID
    public var tactics: TacticSet
    public var entities: [ObservedEntity]

    public init(
        detector: Int64, title: String, severity: AlertSeverity, alertCount: Int64, openCount: Int64,
        firstActivity: Timestamp, lastActivity: Timestamp, example: AlertID, tactics: TacticSet, entities: [ObservedEntity]
    ) {
        self.detector = detector
        self.title = title
        self.severity = severity
        self.alertCount = alertCount
        self.openCount = openCount
        self.firstActivity = firstActivity
        self.lastActivity = lastActivity
        self.example = example
        self.tactics = tactics
        self.entities = entities
    }
}

extension CaseReader {
    /// The groups of an incident's alerts, as far as whoever asks sees them, in the order in which they began.
    public func alertGroups(of incident: IncidentID, limit: Int) throws -> [AlertGroup] {
        let clause = ViewClause.alerts(view)
        let arguments = [.integer(incident.number)] + clause.arguments + [.integer(Int64(limit))]
        return try session.all(AlertGroupSQL.ofIncident(clause.text), arguments) { row in
            AlertGroup(
                detector: row.integer(0), title: row.text(1),
                severity: AlertSeverity(rawValue: UInt8(row.integer(2))) ?? .unknown,
                alertCount: row.integer(3), openCount: row.integer(9), firstActivity: Timestamp(ticks: row.integer(4)),
                lastActivity: Timestamp(ticks: row.integer(5)), example: AlertID(row.integer(6)),
                tactics: TacticSet(rawValue: UInt32(row.integer(7))), entities: ObservedEntity.list(row.text(8)))
        }
    }
}

private enum AlertGroupSQL {
    static func ofIncident(_ condition: String) -> SQLStatement {
        SQLStatement(
            building: """
                SELECT a.detector, MIN(a.title), MAX(a.severity), COUNT(*), MIN(a.first_activity) AS began,
                    MAX(a.last_activity), MIN(a.id), MAX(a.tactics), a.entities,
                    SUM(CASE WHEN a.status = \(AlertStatus.resolved.rawValue) THEN 0 ELSE 1 END)
                FROM alerts a WHERE a.home IN (SELECT id FROM incidents WHERE root = ?) AND \(condition)
                GROUP BY a.detector, a.entities ORDER BY began, MIN(a.id) LIMIT ?
                """)
    }
}
