internal import Primitives
internal import SQL
internal import SecurityModel

extension CaseSchema {
    /// What alerts are filtered by beside their columns, a row for each value of an alert that says any.
    static let alertFacets = [
        """
        CREATE TABLE alert_facets (
            kind BIGINT NOT NULL, value TEXT NOT NULL, alert BIGINT NOT NULL, PRIMARY KEY (kind, value, alert)) /*clustered*/
        """,
        "CREATE INDEX facets_by_alert ON alert_facets (alert)",
    ]

    /// Reads what the alerts that are there say, page by page, and counts it for their incidents: an incident has what all that
    /// was merged into it has.
    @Sendable static func fillAlertFacets(_ writer: any SQLWriter) throws {
        var last: Int64 = 0
        while true {
            let page = try writer.all(AlertFacetSQL.reports, [.integer(last)]) { ($0.integer(0), $0.text(1)) }
            for (alert, text) in page {
                var report = AlertReport(source: "", title: "", activity: .distantPast)
                StoredReport.read(text, into: &report)
                for facet in AlertContext(report).facets { try writer.execute(AlertFacetSQL.insert, facet.arguments(alert)) }
            }
            guard let end = page.last?.0 else { break }
            last = end
        }
        try writer.execute(AlertFacetSQL.countAll, [])
    }
}
