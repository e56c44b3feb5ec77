internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Alerts of the same title, and what people made of them: a hint for this one.
struct SimilarAlerts {
    struct Row {
        var id: String
        var number: String
        var status: String
        var statusTitle: String
        var classification: String?
        var home: String
        var created: String
        var createdExact: String
    }

    struct Verdict {
        var text: String
        var count: String
    }

    /// Alerts that are listed, and that are looked at for their classification, at most.
    static let most = 8
    static let mostCounted = 1_000

    var count: String
    var rows: [Row]
    /// How the newest of them were classified, the commonest first.
    var verdicts: [Verdict]
    var hint: String?
    var address: String

    /// - Returns: `nil` where there are none.
    init?(to alert: Alert, _ reader: CaseReader, now: Timestamp) throws {
        let title = alert.report.title
        var query = AlertQuery()
        query.predicate = .compare(AlertColumns.exactTitle, .equal, .text(title))
        query.limit = SimilarAlerts.most + 1
        let total = try reader.alertCount(query) - 1
        guard total > 0 else { return nil }
        count = Amount.grouped(total)
        rows = try reader.alertPage(query).rows.filter { $0.id != alert.id }.prefix(SimilarAlerts.most).map { other in
            Row(
                id: other.id.description, number: other.id.words, status: other.status.name,
                statusTitle: other.status.title,
                classification: other.classification.words, home: other.incident.description,
                created: RelativeTime.text(other.created, now: now), createdExact: other.created.rfc3339)
        }
        let counted = try reader.classifications(ofAlertsTitled: title, limit: SimilarAlerts.mostCounted)
        let classified = counted.filter { $0.classification != .unknown }
        verdicts = classified.map { entry in
            let words = entry.classification.words ?? ""
            let fine = entry.determination == .unknown ? "" : ": \(entry.determination.title.lowercased())"
            return Verdict(text: words + fine, count: Amount.grouped(entry.alerts))
        }
        let sum = classified.reduce(0) { $0 + $1.alerts }
        hint = alert.classification != .unknown ? nil : SimilarAlerts.hint(verdicts.first, classified.first?.alerts ?? 0, of: sum)
        var list = AlertListAddress()
        (list.titles, list.days, list.statuses) = ([title], 0, [AlertStatus.new, .inProgress, .resolved].map(\.name))
        address = list.address
    }

    private static func hint(_ chief: Verdict?, _ alerts: Int64, of sum: Int64) -> String? {
        guard let chief, 2 * alerts > sum else { return nil }
        if sum == 1 { return "The one alert like this that was classified turned out to be “\(chief.text)”." }
        return "\(Amount.grouped(alerts)) of \(Amount.text(sum, "alert")) like this that were classified turned out to be "
            + "“\(chief.text)”."
    }
}
