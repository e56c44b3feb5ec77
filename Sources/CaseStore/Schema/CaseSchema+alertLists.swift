extension CaseSchema {
    /// Lists of alerts: where each came from in columns of its own, and the orders of the lists, each with the columns that
    /// filters read.
    static let alertLists = [
        "ALTER TABLE alerts ADD COLUMN service_source TEXT NOT NULL DEFAULT 'unknown'",
        "ALTER TABLE alerts ADD COLUMN detection_source TEXT NOT NULL DEFAULT 'unknown'",
        """
        UPDATE alerts SET service_source = COALESCE(JSON_VALUE(report, '$.service'), 'unknown'),
            detection_source = COALESCE(JSON_VALUE(report, '$.detection'), 'unknown')
        """,
        "CREATE INDEX alerts_by_creation ON alerts (created, id, home, status, severity, classification, determination, "
            + "owner, service_source)",
        "CREATE INDEX alerts_by_update ON alerts (last_update, id, home, status, severity, classification, determination, "
            + "owner, service_source)",
    ]

    /// Charts count alerts by the time that they tell of.
    static let alertActivity = ["CREATE INDEX alerts_by_activity ON alerts (last_activity)"]
}
