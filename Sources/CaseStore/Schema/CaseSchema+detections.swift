extension CaseSchema {
    /// Rules, where each stands, its runs, and the rows that made alerts while a later run may still look at them.
    static let detectionTables = [
        record("detections", nil, "display_name TEXT NOT NULL, is_enabled BIGINT NOT NULL, properties TEXT NOT NULL"),
        """
        CREATE TABLE detection_states (
            rule TEXT PRIMARY KEY, completed BIGINT, suppressed_until BIGINT, failures BIGINT NOT NULL, retry BIGINT,
            disabled_reason TEXT NOT NULL)
        """,
        """
        CREATE TABLE detection_runs (
            id BIGINT PRIMARY KEY, rule TEXT NOT NULL, window_after BIGINT NOT NULL, window_through BIGINT NOT NULL,
            started BIGINT NOT NULL, took BIGINT NOT NULL, status BIGINT NOT NULL, result_rows BIGINT NOT NULL, alerts BIGINT NOT NULL,
            error TEXT NOT NULL, pending TEXT)
        """,
        "CREATE INDEX detection_runs_by_rule ON detection_runs (rule, id)",
        "CREATE INDEX detection_runs_pending ON detection_runs (id) WHERE pending IS NOT NULL",
        "CREATE TABLE detection_hits (rule TEXT NOT NULL, fingerprint TEXT NOT NULL, through BIGINT NOT NULL, "
            + "PRIMARY KEY (rule, fingerprint)) /*clustered*/",
    ]
}
