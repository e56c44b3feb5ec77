internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The alerts of an incident under its row in the queue, the newest first.
struct QueueAlerts {
    /// Alerts that are shown, at most.
    static let most = 20

    var id: String
    var alerts: [AlertsTab.Row]
    /// How many there are, where not all of them are shown.
    var all: String?

    init?(_ id: IncidentID, _ reader: CaseReader) throws {
        guard let incident = try reader.incident(id) else { return nil }
        self.id = id.description
        alerts = try AlertsTab.rows(id, limit: QueueAlerts.most, newestFirst: true, reader)
        let count = try reader.alertCount(of: incident)
        all = count > Int64(alerts.count) ? Amount.grouped(count) : nil
    }
}
