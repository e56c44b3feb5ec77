extension CaseSchema {
    /// What each person keeps for himself: views of the queue, and what he chose.
    static let personalTables = [
        record("saved_views", "scope TEXT NOT NULL", "query TEXT NOT NULL"),
        record("preferences", "scope TEXT NOT NULL", "value TEXT NOT NULL"),
    ]

    static let savedHunts = [record("saved_hunts", "scope TEXT NOT NULL", "query TEXT NOT NULL")]

    /// What each person asked last on the hunting page.
    static let askedHunts = [
        """
        CREATE TABLE asked_hunts (
            id BIGINT PRIMARY KEY, account TEXT NOT NULL, asked BIGINT NOT NULL, query TEXT NOT NULL, timespan TEXT NOT NULL,
            result_rows BIGINT, took BIGINT NOT NULL, problem TEXT NOT NULL)
        """,
        "CREATE INDEX asked_hunts_by_account ON asked_hunts (account, id)",
    ]

    /// Named threats and operating systems of the alerts that are there, as facets of their incidents. An incident has those
    /// of all that was merged into it, as it has the other facets.
    static let threatFacets: [String] = [
        (11, "JSON_VALUE(a.report, '$.threat')", "alerts a"),
        (12, "JSON_VALUE(e.value, '$.osPlatform')", "alerts a JOIN json_each(a.report, '$.evidence') e ON 1 = 1"),
    ].map { (kind: Int, value: String, alerts: String) in
        """
        INSERT INTO incident_facets (kind, value, incident, alert_count)
        WITH RECURSIVE up (alert, value, incident) AS (
            SELECT DISTINCT a.id, \(value), a.home FROM \(alerts) WHERE COALESCE(\(value), '') <> ''
            UNION SELECT u.alert, u.value, i.redirect FROM up u JOIN incidents i ON i.id = u.incident
            WHERE i.redirect IS NOT NULL)
        SELECT \(kind), value, incident, COUNT(*) FROM up GROUP BY value, incident
        """
    }
}
