internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Where a guide leads: to the pages of the most urgent incident that there is for whoever learns.
struct LearnPlaces {
    /// A page that a step stands beside.
    enum Place {
        case home, queue, kept, resolved, assets
        case incident(IncidentPage.Tab)
        case alert, alike, asset, suspect
    }

    let incident: Incident
    private let alert: Alert?
    /// The page of the thing that most of its alerts name.
    private let asset: String?
    private let suspect: String?

    /// - Returns: `nil` where there is no incident to learn with.
    init?(_ reader: CaseReader) throws {
        var query = IncidentQuery()
        query.limit = 1
        let any = query
        // What stands at the top of the queue; any other where nothing does.
        (query.isOnQueue, query.statuses) = (true, IncidentStatus.open)
        guard let incident = try reader.incidents(query).first ?? reader.incidents(any).first,
            let incidentCase = try IncidentCase(incident.id, reader)
        else {
            return nil
        }
        self.incident = incident
        let groups = incidentCase.groups
        let gravest = groups.max { ($0.severity, $1.firstActivity) < ($1.severity, $0.firstActivity) }
        alert = try gravest.flatMap { try reader.alert($0.example) }
        asset = incidentCase.assets.first.map { "/entities/\($0.id)" }
        let hostile = incidentCase.graph.nodes.filter { $0.part == .hostile }
        suspect = hostile.max { ($0.alertCount, $1.id) < ($1.alertCount, $0.id) }.map { "/entities/\($0.id)" } ?? asset
    }

    func address(_ place: Place) -> String {
        let page = "/incidents/\(incident.id)"
        switch place {
        case .home: return "/"
        case .queue: return "/incidents"
        case .kept: return "/incidents?queue=off"
        case .resolved: return "/incidents?queue=all&status=resolved"
        case .assets: return "/assets"
        case .incident(let tab): return tab == .story ? page : "\(page)/\(tab.rawValue)"
        case .alert: return alert.map { "/alerts/\($0.id)" } ?? "/alerts"
        case .alike:
            var list = AlertListAddress()
            (list.titles, list.days) = ((alert?.report.title).map { [$0] } ?? [], 0)
            return list.address
        case .asset: return asset ?? "/assets"
        case .suspect: return suspect ?? "/assets"
        }
    }
}
