internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Where a guide leads: to the pages of the most urgent incident that there is for whoever learns, which stays the same once it is
/// resolved.
struct LearnPlaces {
    /// A page that a step stands beside.
    enum Place {
        case home, queue, kept, resolved, assets, reports
        case incident(IncidentPage.Tab)
        case alert, alike, asset, suspect, hunt
    }

    let incident: Incident
    private let alert: Alert?
    /// The page of the thing that most of its alerts name.
    private let asset: String?
    private let suspect: String?
    /// A hunt for the suspect.
    private let hunt: String?

    /// - Returns: `nil` where there is no incident to learn with.
    init?(_ reader: CaseReader) throws {
        var query = IncidentQuery()
        query.limit = 1
        let any = query
        // What stands at the top of the queue or stood there; any other where nothing does.
        query.isOnQueue = true
        guard let incident = try reader.incidents(query).first ?? reader.incidents(any).first,
            let incidentCase = try IncidentCase(incident.id, reader)
        else {
            return nil
        }
        self.incident = incident
        let groups = incidentCase.groups
        // Of the severest the one that tells how far it came.
        func reach(_ group: AlertGroup) -> (AlertSeverity, UInt8, Timestamp) {
            (group.severity, incidentCase.detectors[group.detector]?.tactics.tactics.last?.rawValue ?? 0, group.lastActivity)
        }
        let gravest = groups.max { reach($0) < reach($1) }
        alert = try gravest.flatMap { try reader.alert($0.example) }
        asset = incidentCase.assets.first.map { "/entities/\($0.id)" }
        let hostile = incidentCase.graph.nodes.filter { $0.part == .hostile }
        let chief = hostile.max { ($0.alertCount, $1.id) < ($1.alertCount, $0.id) } ?? incidentCase.assets.first
        suspect = chief.map { "/entities/\($0.id)" }
        hunt = chief.flatMap { EntityHunt.all(EntityKey($0.kind, $0.title, .strong), names: []).first?.address }
    }

    func address(_ place: Place) -> String {
        let page = "/incidents/\(incident.id)"
        switch place {
        case .home: return "/"
        case .queue: return "/incidents"
        case .kept: return "/incidents?queue=off"
        case .resolved: return "/incidents?queue=all&status=resolved&columns=priority,name,classification,owner,lastUpdate"
        case .assets: return "/assets"
        case .reports: return "/reports"
        case .incident(let tab): return tab == .story ? page : "\(page)/\(tab.rawValue)"
        case .alert: return alert.map { "/alerts/\($0.id)" } ?? "/alerts"
        case .alike:
            var list = AlertListAddress()
            (list.titles, list.days) = ((alert?.report.title).map { [$0] } ?? [], 0)
            list.statuses = AlertStatus.allCases.map(\.name)
            return list.address
        case .asset: return asset ?? "/assets"
        case .suspect: return suspect ?? "/assets"
        case .hunt: return hunt ?? "/hunting"
        }
    }
}
