internal import SQL
internal import SecurityModel

// What alerts are filtered by beside their columns: values that few alerts have, each in a row of its own, so that a filter is a
// step into an index however many alerts there are.

extension AlertContext {
    /// In the store's order.
    var facets: [IncidentDelta.Facet] {
        let kinds: [(IncidentFacet, [String])] = [
            (.sensitivityLabel, sensitivityLabels), (.policy, policies), (.dataStream, dataStreams),
            (.subscription, subscriptions), (.alertTag, tags),
        ]
        return kinds.flatMap { kind, values in values.map { IncidentDelta.Facet(kind: kind, value: $0) } }
    }
}

extension IncidentDelta.Facet {
    /// Nothing where the kind is unknown.
    init?(row: any SQLRow) {
        guard let kind = IncidentFacet(rawValue: UInt8(clamping: row.integer(0))) else { return nil }
        self.init(kind: kind, value: row.text(1))
    }

    func arguments(_ alert: Int64) -> [SQLValue] { [.integer(Int64(kind.rawValue)), .text(value), .integer(alert)] }
}

extension CaseTransaction {
    func insert(_ facets: [IncidentDelta.Facet], of alert: AlertID) throws {
        for facet in facets { try session.execute(AlertFacetSQL.insert, facet.arguments(alert.number)) }
    }

    /// What an alert was counted with when it came.
    func context(of alert: AlertID) throws -> [IncidentDelta.Facet] {
        try session.all(AlertFacetSQL.ofAlert, [.integer(alert.number)]) { IncidentDelta.Facet(row: $0) }.compactMap(\.self)
    }
}

extension MemberSet {
    /// The alerts that a question is about, for each of its filters that lie outside the alerts' rows.
    static func sets(of query: AlertQuery) -> [MemberSet] {
        query.facets.filter { !$0.values.isEmpty }.map { kind, values in
            MemberSet(
                members: """
                    SELECT v.alert FROM alert_facets v WHERE v.kind = ? AND v.value IN (\(SQLValue.marks(values.count)))
                    """,
                column: "v.alert", arguments: [.integer(Int64(kind.rawValue))] + values.map(SQLValue.text))
        } + query.tags.map(tagged)
    }

    /// Alerts that came with a tag, and those whose incident was given it.
    private static func tagged(_ tag: String) -> MemberSet {
        MemberSet(
            members: """
                SELECT v.alert FROM (
                    SELECT f.alert AS alert FROM alert_facets f WHERE f.kind = \(IncidentFacet.alertTag.rawValue) AND f.value = ?
                    UNION ALL SELECT t.id AS alert FROM incident_tags g JOIN incidents r ON r.root = g.incident
                    JOIN alerts t ON t.home = r.id WHERE g.tag = ?) v WHERE 1 = 1
                """,
            column: "v.alert", arguments: [.text(tag), .text(tag)])
    }
}

enum AlertFacetSQL {
    static let insert = SQLStatement(
        "alertFacet.insert", "INSERT INTO alert_facets (kind, value, alert) VALUES (?, ?, ?)")
    static let ofAlert = SQLStatement(
        "alertFacet.ofAlert", "SELECT kind, value FROM alert_facets WHERE alert = ? ORDER BY kind, value")
    static let delete = SQLStatement("alertFacet.delete", "DELETE FROM alert_facets WHERE alert = ?")
    /// A page of what alerts said, behind an alert.
    static let reports = SQLStatement(
        "alertFacet.reports", "SELECT id, report FROM alerts WHERE id > ? ORDER BY id LIMIT 5000")
    static let countAll = SQLStatement(
        "alertFacet.countAll",
        """
        INSERT INTO incident_facets (kind, value, incident, alert_count)
        WITH RECURSIVE up (alert, kind, value, incident) AS (
            SELECT f.alert, f.kind, f.value, a.home FROM alert_facets f JOIN alerts a ON a.id = f.alert
            UNION SELECT u.alert, u.kind, u.value, i.redirect FROM up u JOIN incidents i ON i.id = u.incident
            WHERE i.redirect IS NOT NULL)
        SELECT kind, value, incident, COUNT(*) FROM up GROUP BY kind, value, incident
        """)
}
