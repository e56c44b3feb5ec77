extension CaseSchema {
    /// Where a task stands among the incident's, who does it, by when, and how it ended.
    static let taskDetails = [
        "ALTER TABLE incident_tasks ADD COLUMN position BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE incident_tasks ADD COLUMN owner TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE incident_tasks ADD COLUMN due BIGINT",
        "ALTER TABLE incident_tasks ADD COLUMN closing_note TEXT NOT NULL DEFAULT ''",
    ]
}
