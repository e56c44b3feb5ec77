internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The alerts that an incident held behind one change of the log, through merges too, and how far each was then.
struct PastAlerts {
    /// Merges within merges that are followed.
    static let deepest = 12

    private(set) var alerts: [AlertID] = []
    /// As far as the log tells: of what was moved here it does not.
    private(set) var states: [AlertID: AlertStatus] = [:]

    private var book: [Change] = []
    /// Where each alert was put.
    private var places: [AlertID: IncidentID] = [:]
    /// What each merged incident was merged into.
    private var merged: [IncidentID: IncidentID] = [:]

    /// - Parameters:
    ///   - sequence: of the last change that had happened.
    ///   - log: of an incident, oldest first.
    init(of incident: IncidentID, at sequence: Int64, log: (IncidentID) throws -> [Change]) rethrows {
        alerts = try held(by: incident, at: sequence, depth: 0, log)
        for change in book.sorted(by: { $0.sequence < $1.sequence }) { follow(change) }
        states = states.filter { places[$0.key] != nil }
        (book, places, merged) = ([], [:], [:])
    }

    private mutating func held(
        by incident: IncidentID, at sequence: Int64, depth: Int, _ log: (IncidentID) throws -> [Change]
    ) rethrows -> [AlertID] {
        var own: [AlertID] = []
        var sources: [IncidentID] = []
        let changes = try log(incident).filter { $0.sequence <= sequence }
        book += changes
        for change in changes {
            let (before, after) = (change.payload?["before"], change.payload?["after"])
            switch ChangeAction(rawValue: change.action) {
            case .alertsAdded: own += IncidentPast.numbers(after?["alerts"])
            case .alertsMoved:
                let gone = Set(IncidentPast.numbers(before?["alerts"]))
                own = own.filter { !gone.contains($0) } + IncidentPast.numbers(after?["alerts"])
            case .incidentMerged:
                if let source = after?["merged"]?.integer { sources.append(IncidentID(source)) }
            case .mergeUndone:
                if let source = before?["merged"]?.integer { sources.removeAll { $0.number == source } }
            default: continue
            }
        }
        guard depth < PastAlerts.deepest else { return own }
        for source in sources { own += try held(by: source, at: sequence, depth: depth + 1, log) }
        return own
    }

    private mutating func follow(_ change: Change) {
        guard let incident = change.incident else { return }
        let (before, after) = (change.payload?["before"], change.payload?["after"])
        switch ChangeAction(rawValue: change.action) {
        case .alertsAdded:
            for alert in IncidentPast.numbers(after?["alerts"]) {
                places[alert] = incident
                states[alert] = states[alert] ?? .new
            }
        case .alertsMoved: for alert in IncidentPast.numbers(after?["alerts"]) { places[alert] = incident }
        case .alertUpdated:
            guard let alert = change.alert, let name = after?["status"]?.string else { return }
            states[alert] = AlertStatus(name: name)
        case .incidentUpdated where after?["status"]?.string == IncidentStatus.resolved.name:
            // Its open alerts are resolved with it.
            for (alert, place) in places where standing(place) == incident { states[alert] = .resolved }
        case .incidentMerged: if let source = after?["merged"]?.integer { merged[IncidentID(source)] = incident }
        case .mergeUndone: if let source = before?["merged"]?.integer { merged[IncidentID(source)] = nil }
        default: return
        }
    }

    /// What an incident was merged into, at last.
    private func standing(_ incident: IncidentID) -> IncidentID {
        var (found, depth) = (incident, 0)
        while let next = merged[found], depth < PastAlerts.deepest { (found, depth) = (next, depth + 1) }
        return found
    }
}
