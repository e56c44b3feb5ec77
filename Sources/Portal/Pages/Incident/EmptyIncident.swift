internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Where the alerts of an incident went that holds none any more.
struct EmptyIncident: Equatable {
    var words: String
    /// Incidents that alerts went to, in the order in which they did.
    var homes: [String]

    /// `nil` where it holds alerts.
    init?(_ incident: Incident, _ reader: CaseReader) throws {
        guard incident.alertCount == 0, incident.redirectIncidentId == nil else { return nil }
        self.init(changes: try reader.changes(of: incident.id, limit: IncidentPast.mostChanges))
    }

    /// - Parameter changes: of the incident, oldest first.
    init(changes: [Change]) {
        var homes: [String] = []
        for change in changes where ChangeAction(rawValue: change.action) == .alertsMoved {
            guard let home = change.payload?["after"]?["incident"]?.integer else { continue }
            homes.removeAll { $0 == String(home) }
            homes.append(String(home))
        }
        self.homes = homes
        words = homes.isEmpty ? "It holds no alerts." : "It holds no alerts any more. They were moved to"
    }
}
