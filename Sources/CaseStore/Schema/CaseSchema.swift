internal import SQL

/// The schema of the case data, step by step. A step that was released is never edited; a change is a new step.
enum CaseSchema {
    static let migrations: [SQLMigration] = [
        SQLMigration("001 cases", caseTables),
        SQLMigration("002 changes", changeTables),
        SQLMigration("003 flow", flowTables),
        SQLMigration("clients", clientTables),
        SQLMigration("alert lists", alertLists),
        SQLMigration("people", peopleTables),
        SQLMigration("assets", assetTables),
        SQLMigration("device groups", deviceGroupTables),
        SQLMigration("indicators", indicatorTables),
        SQLMigration("listeners", listenerTables),
        SQLMigration("webhooks", webhookTables),
        SQLMigration("casework", caseworkTables),
        SQLMigration("detector claims", detectorClaims),
        SQLMigration("tactic orders", tacticOrders),
        SQLMigration("alert titles", alertTitles),
        SQLMigration("alert details", alertDetails),
        SQLMigration("one list of indicators", oneListOfIndicators),
        SQLMigration("task details", taskDetails),
        SQLMigration("personal", personalTables),
        SQLMigration("threat facets", threatFacets),
        SQLMigration("saved hunts", savedHunts),
        SQLMigration("detections", detectionTables),
        SQLMigration("identifiers", identifiers),
        SQLMigration("states", states),
        SQLMigration("source zones", sourceZones),
        SQLMigration("alert facets", alertFacets, fill: fillAlertFacets),
        SQLMigration("asset names", assetNames, fill: fillAssetNames),
        SQLMigration("identified names", identifiedNames),
        SQLMigration("alert activity", alertActivity),
        SQLMigration("queue grounds", queueGrounds),
        SQLMigration("memberships", memberships),
        SQLMigration("finished hunts", finishedHunts),
        SQLMigration("queue orders", queueOrders),
        SQLMigration("source devices", sourceDevices),
        SQLMigration("asked hunts", askedHunts),
    ]

    /// Times are ticks (`Timestamp.ticks`), enumerations the raw values of the vocabulary.
    ///
    /// `alerts.home` is the incident that an alert was put into and changes only when the alert is moved. A merge changes
    /// `incidents.redirect` and `incidents.root` alone: the alerts of an incident are those whose home has it as root. So a
    /// merge copies nothing and can be undone.
    private static let caseTables = [
        """
        CREATE TABLE sources (
            id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, format TEXT NOT NULL, mapping TEXT NOT NULL,
            scope TEXT NOT NULL, token_hash BYTEA, created BIGINT NOT NULL, last_received BIGINT NOT NULL,
            received_count BIGINT NOT NULL)
        """,
        "CREATE TABLE detectors (id BIGINT PRIMARY KEY, product TEXT NOT NULL, rule TEXT NOT NULL, title TEXT NOT NULL, "
            + "is_excluded BIGINT NOT NULL, UNIQUE (product, rule))",
        """
        CREATE TABLE entities (
            id BIGINT PRIMARY KEY, kind BIGINT NOT NULL, value TEXT NOT NULL, strength BIGINT NOT NULL,
            first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, alert_count BIGINT NOT NULL, UNIQUE (kind, value))
        """,
        """
        CREATE TABLE incidents (
            id BIGINT PRIMARY KEY, root BIGINT NOT NULL, redirect BIGINT, continues BIGINT, name TEXT NOT NULL,
            search_name TEXT NOT NULL,
            has_custom_name BIGINT NOT NULL, status BIGINT NOT NULL, status_before_merge BIGINT NOT NULL,
            severity BIGINT NOT NULL, has_custom_severity BIGINT NOT NULL, classification BIGINT NOT NULL,
            determination BIGINT NOT NULL, owner TEXT NOT NULL, resolving_comment TEXT NOT NULL, summary TEXT NOT NULL,
            priority DOUBLE PRECISION NOT NULL, factors TEXT NOT NULL, on_queue BIGINT NOT NULL,
            alert_count BIGINT NOT NULL, active_alert_count BIGINT NOT NULL, tactics BIGINT NOT NULL,
            first_activity BIGINT NOT NULL, last_activity BIGINT NOT NULL, created BIGINT NOT NULL,
            last_update BIGINT NOT NULL, last_modified_by TEXT NOT NULL)
        """,
        "CREATE INDEX incidents_by_root ON incidents (root)",
        "CREATE INDEX incidents_by_redirect ON incidents (redirect) WHERE redirect IS NOT NULL",
        "CREATE INDEX incidents_by_continuation ON incidents (continues) WHERE continues IS NOT NULL",
        // The queue's orders, each with the columns that filters read: a filter is then decided without the row itself.
        // What changes with each alert stands in its own order alone, so that the others need not be written then.
        "CREATE INDEX incidents_by_update ON incidents (last_update, id, on_queue, status, severity, classification, "
            + "determination, owner, created)",
        "CREATE INDEX incidents_by_priority ON incidents (priority, id, on_queue, status, severity, classification, "
            + "determination, owner, created)",
        "CREATE INDEX incidents_by_creation ON incidents (created, id, on_queue, status, severity, classification, "
            + "determination, owner)",
        // Never sought by its beginning: the narrowest place to look through all names.
        "CREATE INDEX incidents_by_name ON incidents (search_name)",
        """
        CREATE TABLE alerts (
            id BIGINT PRIMARY KEY, home BIGINT NOT NULL, source BIGINT NOT NULL, identity TEXT NOT NULL,
            detector BIGINT NOT NULL, title TEXT NOT NULL, severity BIGINT NOT NULL, status BIGINT NOT NULL,
            status_by_person BIGINT NOT NULL, classification BIGINT NOT NULL, determination BIGINT NOT NULL,
            owner TEXT NOT NULL, investigation BIGINT NOT NULL, tactics BIGINT NOT NULL, first_activity BIGINT NOT NULL,
            last_activity BIGINT NOT NULL, created BIGINT NOT NULL, last_update BIGINT NOT NULL, resolved BIGINT,
            occurrences BIGINT NOT NULL, is_excluded BIGINT NOT NULL, observed BIGINT NOT NULL, device_group BIGINT NOT NULL, raw_sequence BIGINT NOT NULL,
            entities TEXT NOT NULL, report TEXT NOT NULL, reasons TEXT NOT NULL, digest BYTEA NOT NULL)
        """,
        "CREATE INDEX alerts_by_home ON alerts (home, last_activity)",
        "CREATE UNIQUE INDEX alerts_by_identity ON alerts (source, identity)",
        "CREATE TABLE alert_entities (entity BIGINT NOT NULL, alert BIGINT NOT NULL, roles BIGINT NOT NULL, "
            + "PRIMARY KEY (entity, alert)) /*clustered*/",
        """
        CREATE TABLE incident_entities (
            incident BIGINT NOT NULL, entity BIGINT NOT NULL, roles BIGINT NOT NULL, alert_count BIGINT NOT NULL,
            PRIMARY KEY (incident, entity)) /*clustered*/
        """,
        "CREATE INDEX incidents_by_entity ON incident_entities (entity, incident)",
        """
        CREATE TABLE incident_facets (
            kind BIGINT NOT NULL, value TEXT NOT NULL, incident BIGINT NOT NULL, alert_count BIGINT NOT NULL,
            PRIMARY KEY (kind, value, incident)) /*clustered*/
        """,
        "CREATE INDEX facets_by_incident ON incident_facets (incident, kind)",
        "CREATE TABLE incident_tags (incident BIGINT NOT NULL, tag TEXT NOT NULL, is_system BIGINT NOT NULL, "
            + "PRIMARY KEY (incident, tag)) /*clustered*/",
        "CREATE INDEX incidents_by_tag ON incident_tags (tag, incident)",
        "CREATE TABLE comments (id BIGINT PRIMARY KEY, incident BIGINT NOT NULL, alert BIGINT NOT NULL, "
            + "text TEXT NOT NULL, author TEXT NOT NULL, created BIGINT NOT NULL)",
        "CREATE INDEX comments_by_object ON comments (incident, alert)",
    ]

    /// What happened, as rows that are only ever appended. `chain` has one row for each commit.
    private static let changeTables = [
        """
        CREATE TABLE changes (
            sequence BIGINT PRIMARY KEY, link BIGINT NOT NULL, time BIGINT NOT NULL, actor TEXT NOT NULL,
            is_person BIGINT NOT NULL, action TEXT NOT NULL, incident BIGINT, alert BIGINT, payload TEXT,
            payload_digest BYTEA NOT NULL, digest BYTEA NOT NULL)
        """,
        "CREATE INDEX changes_by_incident ON changes (incident, sequence)",
        """
        CREATE TABLE chain (
            number BIGINT PRIMARY KEY, first_change BIGINT NOT NULL, last_change BIGINT NOT NULL, root BYTEA NOT NULL,
            previous BYTEA NOT NULL, digest BYTEA NOT NULL, signature BYTEA NOT NULL)
        """,
    ]

    /// Where each stage stands, what could not be read, and what people decided about correlation.
    private static let flowTables = [
        "CREATE TABLE positions (stage TEXT PRIMARY KEY, position BIGINT NOT NULL)",
        """
        CREATE TABLE rejected_records (
            raw_sequence BIGINT PRIMARY KEY, source TEXT NOT NULL, received BIGINT NOT NULL, error TEXT NOT NULL,
            sample BYTEA NOT NULL, size BIGINT NOT NULL)
        """,
        "CREATE TABLE correlation_decisions (number BIGINT PRIMARY KEY, after_alert BIGINT NOT NULL, time BIGINT NOT NULL, "
            + "decision TEXT NOT NULL)",
        "CREATE TABLE checkpoints (number BIGINT PRIMARY KEY, after_alert BIGINT NOT NULL, after_decision BIGINT NOT NULL, "
            + "state BYTEA NOT NULL)",
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE TABLE followed_files (path TEXT PRIMARY KEY, source TEXT NOT NULL, position TEXT NOT NULL)",
    ]
}
