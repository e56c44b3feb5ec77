extension CaseSchema {
    /// What people keep beside incidents: each thing under a name of its own, told apart without regard to case (`key`).
    static let caseworkTables =
        [
            record(
                "incident_tasks", "scope BIGINT NOT NULL",
                "title TEXT NOT NULL, description TEXT NOT NULL, status BIGINT NOT NULL"),
            record("incident_attachments", "scope BIGINT NOT NULL", "kind BIGINT NOT NULL, subject TEXT NOT NULL"),
            "CREATE INDEX attachments_by_subject ON incident_attachments (kind, subject)",
            record(
                "bookmarks", nil,
                """
                display_name TEXT NOT NULL, query TEXT NOT NULL, query_result TEXT NOT NULL, notes TEXT NOT NULL,
                labels TEXT NOT NULL, tactics TEXT NOT NULL, techniques TEXT NOT NULL, event_time BIGINT, query_start BIGINT,
                query_end BIGINT, entity_mappings TEXT NOT NULL
                """),
            record(
                "watchlists", nil,
                """
                display_name TEXT NOT NULL, provider TEXT NOT NULL, source TEXT NOT NULL, description TEXT NOT NULL,
                search_key TEXT NOT NULL, labels TEXT NOT NULL, default_duration BIGINT
                """),
            record("watchlist_items", "scope TEXT NOT NULL", "item_values TEXT NOT NULL, entity_mapping TEXT NOT NULL"),
            record(
                "automation_rules", nil,
                """
                display_name TEXT NOT NULL, rule_order BIGINT NOT NULL, is_enabled BIGINT NOT NULL, expires BIGINT,
                subject BIGINT NOT NULL, moment BIGINT NOT NULL, conditions TEXT NOT NULL, actions TEXT NOT NULL
                """),
            record(
                "threat_indicators", nil,
                """
                display_name TEXT NOT NULL, description TEXT NOT NULL, pattern TEXT NOT NULL, pattern_type TEXT NOT NULL,
                kind BIGINT NOT NULL, subject TEXT NOT NULL, source TEXT NOT NULL, confidence BIGINT NOT NULL, tags TEXT NOT NULL,
                threat_types TEXT NOT NULL, valid_from BIGINT, valid_until BIGINT, is_revoked BIGINT NOT NULL, details TEXT NOT NULL
                """),
            "CREATE INDEX threat_indicators_by_subject ON threat_indicators (kind, subject)",
            // Names that clients gave to incidents, beside those that follow from the numbers.
            "CREATE TABLE incident_names (incident BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
            // A comment that was taken back keeps its row, without its text, so that its number is never given again.
            "ALTER TABLE comments ADD COLUMN name TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE comments ADD COLUMN updated BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE comments ADD COLUMN is_deleted BIGINT NOT NULL DEFAULT 0",
        ]

    /// - Parameter scope: the column that says what a name is unique within; `nil` for the installation.
    static func record(_ table: String, _ scope: String?, _ columns: String) -> String {
        """
        CREATE TABLE \(table) (
            \(scope.map { $0 + ", " } ?? "")key TEXT NOT NULL, name TEXT NOT NULL, created BIGINT NOT NULL,
            created_by TEXT NOT NULL, updated BIGINT NOT NULL, updated_by TEXT NOT NULL, \(columns),
            PRIMARY KEY (\(scope == nil ? "key" : "scope, key")))
        """
    }
}
