internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Where the alerts of an incident went that holds none any more.
struct EmptyIncident: Equatable {
    /// Alerts that are looked for, at most.
    static let mostAlerts = 500

    var words: String
    /// Incidents that hold them now.
    var homes: [String]

    /// `nil` where it holds alerts.
    init?(_ incident: Incident, _ reader: CaseReader) throws {
        guard incident.alertCount == 0, incident.redirectIncidentId == nil else { return nil }
        try self.init(changes: reader.changes(of: incident.id, limit: IncidentPast.mostChanges)) { alert in
            try reader.alert(alert).map { try reader.survivor(of: $0.incident) ?? $0.incident }
        }
    }

    /// - Parameters:
    ///   - changes: of the incident, oldest first.
    ///   - home: the incident that holds an alert now; `nil` for what nobody may see.
    init(changes: [Change], home: (AlertID) throws -> IncidentID?) rethrows {
        var gone: [AlertID] = []
        for change in changes where ChangeAction(rawValue: change.action) == .alertsMoved {
            gone += IncidentPast.numbers(change.payload?["before"]?["alerts"])
        }
        homes = try gone.distinct.prefix(EmptyIncident.mostAlerts).compactMap { try home($0)?.description }.distinct
        words = homes.isEmpty ? "It holds no alerts." : "It holds no alerts any more. They are in"
    }
}
