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
        return try session.all(AlertGroupSQL.ofIncident(clause.text), arguments, AlertGroup.init(row:))
    }

    /// The same, where what goes on after a pause that is longer than so long is a group of its own.
    public func alertGroups(of incident: IncidentID, partedBy pause: Duration, limit: Int) throws -> [AlertGroup] {
        let clause = ViewClause.alerts(view)
        let arguments = [.integer(pause.ticks), .integer(incident.number)] + clause.arguments + [.integer(Int64(limit))]
        return try session.all(AlertGroupSQL.burstsOfIncident(clause.text), arguments, AlertGroup.init(row:))
    }
}

extension AlertGroup {
    fileprivate init(row: any SQLRow) {
        self.init(
            detector: row.integer(0), title: row.text(1), severity: AlertSeverity(rawValue: UInt8(row.integer(2))) ?? .unknown,
            alertCount: row.integer(3), openCount: row.integer(9), firstActivity: Timestamp(ticks: row.integer(4)),
            lastActivity: Timestamp(ticks: row.integer(5)), example: AlertID(row.integer(6)),
            tactics: TacticSet(rawValue: UInt32(row.integer(7))), entities: ObservedEntity.list(row.text(8)))
    }
}

private enum AlertGroupSQL {
    static func ofIncident(_ condition: String) -> SQLStatement {
        groups(
            of: "SELECT * FROM alerts a WHERE a.home IN (SELECT id FROM incidents WHERE root = ?) AND \(condition)",
            by: "g.detector, g.entities")
    }

    /// A burst begins where the alert before is longer ago than the pause, and its number is that of the beginnings so far.
    static func burstsOfIncident(_ condition: String) -> SQLStatement {
        groups(
            of: """
                SELECT b.*, SUM(b.begins) OVER (
                    PARTITION BY b.detector, b.entities ORDER BY b.first_activity, b.id ROWS UNBOUNDED PRECEDING) AS burst
                FROM (
                    SELECT a.id, a.detector, a.entities, a.title, a.severity, a.tactics, a.status, a.first_activity,
                        a.last_activity, CASE WHEN a.first_activity - LAG(a.first_activity) OVER (
                            PARTITION BY a.detector, a.entities ORDER BY a.first_activity, a.id) > ? THEN 1 ELSE 0 END AS begins
                    FROM alerts a WHERE a.home IN (SELECT id FROM incidents WHERE root = ?) AND \(condition)) b
                """,
            by: "g.detector, g.entities, g.burst")
    }

    private static func groups(of alerts: String, by kind: String) -> SQLStatement {
        SQLStatement(
            building: """
                SELECT g.detector, MIN(g.title), MAX(g.severity), COUNT(*), MIN(g.first_activity) AS began,
                    MAX(g.last_activity), MIN(g.id), MAX(g.tactics), g.entities,
                    SUM(CASE WHEN g.status = \(AlertStatus.resolved.rawValue) THEN 0 ELSE 1 END)
                FROM (\(alerts)) g GROUP BY \(kind) ORDER BY began, MIN(g.id) LIMIT ?
                """)
    }
}
