public import Primitives
internal import SQL

/// Where a rule stands: what its next run goes on from.
public struct DetectionState: Hashable, Sendable {
    /// The end of the last completed window; `nil` before the first.
    public var completed: Timestamp?
    /// Windows up to here are passed over, as an alert was made.
    public var suppressedUntil: Timestamp?
    /// Failures in a row.
    public var failures: Int64 = 0
    /// Not before this moment; `nil` where it did not fail.
    public var retry: Timestamp?
    /// Why it was disabled by itself; empty where it was not.
    public var disabledReason = ""

    public init() {}

    init(row: any SQLRow, from first: Int = 0) {
        completed = row.time(first)
        suppressedUntil = row.time(first + 1)
        failures = row.integer(first + 2)
        retry = row.time(first + 3)
        disabledReason = row.text(first + 4)
    }
}

extension CaseReader {
    /// Where a rule stands; as new where it never ran.
    public func detectionState(of rule: String) throws -> DetectionState {
        try session.first(StateSQL.one, [.text(rule.lowercased())]) { DetectionState(row: $0) } ?? DetectionState()
    }

    /// Where all rules stand, by their names in lower case.
    public func detectionStates() throws -> [String: DetectionState] {
        let all = try session.all(StateSQL.all) { ($0.text(0), DetectionState(row: $0, from: 1)) }
        return Dictionary(all, uniquingKeysWith: { first, _ in first })
    }

    /// Fingerprints of rows that made alerts in windows up to a moment and after it.
    public func detectionHits(of rule: String, after time: Timestamp) throws -> Set<String> {
        Set(try session.all(StateSQL.hits, [.text(rule.lowercased()), .integer(time.ticks)]) { $0.text(0) })
    }
}

extension CaseTransaction {
    /// Stores where a rule stands. That is no change of the rule, so nothing here is logged.
    public func save(_ state: DetectionState, of rule: String) throws {
        try session.execute(
            StateSQL.save,
            [
                .text(rule.lowercased()), SQLValue(state.completed), SQLValue(state.suppressedUntil), .integer(state.failures),
                SQLValue(state.retry), .text(state.disabledReason),
            ])
    }

    /// Notes rows that made alerts in a window, and forgets those that no later run looks at.
    public func noteHits(_ fingerprints: [String], of rule: String, through: Timestamp, forgettingUpTo oldest: Timestamp) throws {
        try session.execute(StateSQL.forgetHits, [.text(rule.lowercased()), .integer(oldest.ticks)])
        for fingerprint in fingerprints {
            try session.execute(StateSQL.hit, [.text(rule.lowercased()), .text(fingerprint), .integer(through.ticks)])
        }
    }

    /// Forgets where a rule stood. Alerts of it that are not in the inbox yet stay.
    public func forgetDetection(_ rule: String) throws {
        for statement in [StateSQL.remove, StateSQL.removeHits, StateSQL.removeRuns] {
            try session.execute(statement, [.text(rule.lowercased())])
        }
    }
}

private enum StateSQL {
    private static let columns = "completed, suppressed_until, failures, retry, disabled_reason"

    static let one = SQLStatement("detectionState.one", "SELECT \(columns) FROM detection_states WHERE rule = ?")
    static let all = SQLStatement("detectionState.all", "SELECT rule, \(columns) FROM detection_states")
    static let save = SQLStatement(
        "detectionState.save",
        """
        INSERT INTO detection_states (rule, \(columns)) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (rule) DO UPDATE SET completed = excluded.completed, suppressed_until = excluded.suppressed_until,
            failures = excluded.failures, retry = excluded.retry, disabled_reason = excluded.disabled_reason
        """)
    static let remove = SQLStatement("detectionState.remove", "DELETE FROM detection_states WHERE rule = ?")
    static let hits = SQLStatement(
        "detectionHit.all", "SELECT fingerprint FROM detection_hits WHERE rule = ? AND through > ?")
    static let hit = SQLStatement(
        "detectionHit.insert",
        """
        INSERT INTO detection_hits (rule, fingerprint, through) VALUES (?, ?, ?)
        ON CONFLICT (rule, fingerprint) DO UPDATE SET through = excluded.through
        """)
    static let forgetHits = SQLStatement("detectionHit.forget", "DELETE FROM detection_hits WHERE rule = ? AND through <= ?")
    static let removeHits = SQLStatement("detectionHit.remove", "DELETE FROM detection_hits WHERE rule = ?")
    static let removeRuns = SQLStatement(
        "detectionRun.remove", "DELETE FROM detection_runs WHERE rule = ? AND pending IS NULL")
}
