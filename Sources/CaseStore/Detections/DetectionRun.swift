public import Primitives
internal import SQL

/// One run of a rule over a window.
public struct DetectionRun: Hashable, Sendable {
    public enum Status: UInt8, CaseIterable, Sendable {
        case completed = 1
        /// The window stays as it is, and is run again.
        case failed = 2
        /// Passed over: the rule rests after an alert.
        case suppressed = 3
    }

    /// Given by the store.
    public var id: Int64 = 0
    /// The rule's name.
    public var rule: String
    /// The window, by when events came in: behind the first moment, up to the second.
    public var after: Timestamp
    public var through: Timestamp
    public var started: Timestamp
    public var took = Duration.seconds(0)
    public var status = Status.completed
    /// Rows that the query gave.
    public var rows: Int64 = 0
    /// Alerts that were made of them.
    public var alerts: Int64 = 0
    public var error = ""
    /// The alerts as records, until they are in the inbox.
    public var pending: JSONValue?

    public init(rule: String, after: Timestamp, through: Timestamp, started: Timestamp) {
        self.rule = rule
        self.after = after
        self.through = through
        self.started = started
    }

    init(row: any SQLRow) {
        self.init(
            rule: row.text(1), after: Timestamp(ticks: row.integer(2)), through: Timestamp(ticks: row.integer(3)),
            started: Timestamp(ticks: row.integer(4)))
        id = row.integer(0)
        took = Duration(ticks: row.integer(5))
        status = Status(rawValue: UInt8(row.integer(6))) ?? .failed
        rows = row.integer(7)
        alerts = row.integer(8)
        error = row.text(9)
        pending = row.isNull(10) ? nil : JSONValue.column(row.text(10))
    }
}

/// What the runs of a rule came to that are remembered.
public struct DetectionTotals: Hashable, Sendable {
    public var runs: Int64 = 0
    public var rows: Int64 = 0
    public var alerts: Int64 = 0

    public init() {}
}

extension CaseReader {
    /// The newest runs of a rule, newest first.
    public func detectionRuns(of rule: String, limit: Int) throws -> [DetectionRun] {
        try session.all(RunSQL.page, [.text(rule.lowercased()), .integer(Int64(limit))]) { DetectionRun(row: $0) }
    }

    /// The newest run of each rule, by the rules' names in lower case.
    public func lastDetectionRuns() throws -> [String: DetectionRun] {
        let runs = try session.all(RunSQL.newest) { DetectionRun(row: $0) }
        return Dictionary(runs.map { ($0.rule, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What was found by all rules since a moment, by their names in lower case.
    public func detectionTotals(since time: Timestamp) throws -> [String: DetectionTotals] {
        let totals = try session.all(RunSQL.totals, [.integer(time.ticks)]) { row in
            var totals = DetectionTotals()
            (totals.runs, totals.rows, totals.alerts) = (row.integer(1), row.integer(2), row.integer(3))
            return (row.text(0), totals)
        }
        return Dictionary(totals, uniquingKeysWith: { first, _ in first })
    }

    /// The runs whose alerts are not known to be in the inbox, oldest first.
    public func pendingDetectionRuns(limit: Int) throws -> [DetectionRun] {
        try session.all(RunSQL.pending, [.integer(Int64(limit))]) { DetectionRun(row: $0) }
    }
}

extension CaseTransaction {
    /// Adds a run, and forgets all of its rule but the newest.
    /// - Parameter kept: how many are kept.
    public func insert(_ run: DetectionRun, keeping kept: Int64) throws {
        let rule = SQLValue.text(run.rule.lowercased())
        try session.execute(
            RunSQL.insert,
            [
                rule, .integer(run.after.ticks), .integer(run.through.ticks), .integer(run.started.ticks),
                .integer(run.took.ticks), .integer(Int64(run.status.rawValue)), .integer(run.rows), .integer(run.alerts),
                .text(run.error), SQLValue(run.pending?.text),
            ])
        try session.execute(RunSQL.prune, [rule, rule, .integer(kept)])
    }

    /// The alerts of a run are in the inbox.
    public func settleDetectionRun(_ id: Int64) throws {
        try session.execute(RunSQL.settle, [.integer(id)])
    }
}

private enum RunSQL {
    private static let columns =
        "id, rule, window_after, window_through, started, took, status, result_rows, alerts, error, pending"

    static let page = SQLStatement(
        "detectionRun.page", "SELECT \(columns) FROM detection_runs WHERE rule = ? ORDER BY id DESC LIMIT ?")
    static let newest = SQLStatement(
        "detectionRun.newest",
        "SELECT \(columns) FROM detection_runs WHERE id IN (SELECT MAX(id) FROM detection_runs GROUP BY rule)")
    static let totals = SQLStatement(
        "detectionRun.totals",
        "SELECT rule, COUNT(*), SUM(result_rows), SUM(alerts) FROM detection_runs WHERE started >= ? GROUP BY rule")
    static let pending = SQLStatement(
        "detectionRun.pending", "SELECT \(columns) FROM detection_runs WHERE pending IS NOT NULL ORDER BY id LIMIT ?")
    static let insert = SQLStatement(
        "detectionRun.insert",
        """
        INSERT INTO detection_runs (id, rule, window_after, window_through, started, took, status, result_rows, alerts, error,
            pending)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM detection_runs), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    static let prune = SQLStatement(
        "detectionRun.prune",
        """
        DELETE FROM detection_runs WHERE rule = ? AND pending IS NULL
            AND id <= (SELECT id FROM detection_runs WHERE rule = ? ORDER BY id DESC LIMIT 1 OFFSET ?)
        """)
    static let settle = SQLStatement("detectionRun.settle", "UPDATE detection_runs SET pending = NULL WHERE id = ?")
}
