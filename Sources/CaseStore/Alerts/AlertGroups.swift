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

extension AlertGroup {
    /// Goes on with others of its kind.
    public mutating func take(_ other: AlertGroup) {
        if other.example < example { (example, title) = (other.example, other.title) }
        severity = max(severity, other.severity)
        (alertCount, openCount) = (alertCount + other.alertCount, openCount + other.openCount)
        firstActivity = min(firstActivity, other.firstActivity)
        lastActivity = max(lastActivity, other.lastActivity)
        tactics.formUnion(other.tactics)
    }
}

/// The alerts of an incident in groups, in the order in which they began.
public struct AlertGroups: Sendable {
    /// Alerts of one kind, however long the pauses between them.
    public var whole: [AlertGroup]
    /// The same, where what goes on after a pause is a group of its own; without pauses where there are too many alerts.
    public var bursts: [AlertGroup]

    public init(whole: [AlertGroup], bursts: [AlertGroup]) {
        (self.whole, self.bursts) = (whole, bursts)
    }
}

extension CaseReader {
    /// The groups of an incident's alerts, as far as whoever asks sees them.
    /// - Parameter pause: how long a pause parts two bursts, by how long all alerts together went on.
    /// - Parameter mostAlerts: where there are more, they are not parted into bursts.
    public func alertGroups(
        of incident: IncidentID, partedBy pause: (Duration) -> Duration, mostAlerts: Int
    ) throws -> AlertGroups {
        let clause = ViewClause.alerts(view)
        var grouping = AlertGrouping(mostMembers: mostAlerts)
        try session.query(AlertGroupSQL.alerts(clause.text), [.integer(incident.number)] + clause.arguments) { row in
            grouping.add(row)
        }
        return grouping.groups(partedBy: pause)
    }
}

private enum AlertGroupSQL {
    static func alerts(_ condition: String) -> SQLStatement {
        SQLStatement(
            building: """
                SELECT a.id, a.detector, a.entities, a.title, a.severity, a.status, a.tactics, a.first_activity, a.last_activity
                FROM alerts a WHERE a.home IN (SELECT id FROM incidents WHERE root = ?) AND \(condition)
                """)
    }
}
