public import CaseStore
internal import Correlation
internal import Primitives
public import SecurityModel

// Alerts that people move, and move back.
extension CaseDesk {
    /// Moves alerts of one incident to another, or to a new one, and answers where they are. A comment goes on each of them.
    public func move(
        _ alerts: [AlertID], to target: IncidentID?, comment: String, reasons: [String] = [], by actor: ChangeActor
    ) async throws -> IncidentID {
        guard !alerts.isEmpty else { throw DeskError.noAlerts }
        return try await flow.change(by: actor) { transaction, state in
            var bySource: [IncidentID: [AlertID]] = [:]
            for alert in alerts {
                guard let stored = try transaction.visible.alert(alert) else { throw UpdateError.noSuchAlert(alert) }
                bySource[stored.incident, default: []].append(alert)
            }
            if let target { _ = try transaction.visible.known(target) }
            var target = target
            for (source, moved) in bySource.sorted(by: { $0.key < $1.key }) {
                try state.decide(
                    .move(moved, source: source, target: target), comment: CaseDesk.reason(comment, reasons), in: transaction)
                target = try target ?? transaction.reader.alert(moved[0])?.incident
            }
            guard let target else { throw DeskError.noAlerts }
            let survivor = try transaction.reader.survivor(of: target) ?? target
            if !comment.isBlank { for alert in alerts { try transaction.comment(comment, on: survivor, alert: alert) } }
            return survivor
        }
    }

    /// Takes a move back: the alerts return to the incident that they were moved out of, with the reasons for which they stood
    /// there. Both incidents count as if they had never been moved.
    /// - Throws: `DeskError.notMoved` where nothing is known of the move; `DeskError.refused` with the reason.
    public func undoMove(_ alerts: [AlertID], backTo home: IncidentID, comment: String, by actor: ChangeActor) async throws
        -> Incident
    {
        guard !alerts.isEmpty else { throw DeskError.noAlerts }
        return try await flow.change(by: actor) { transaction, state in
            _ = try transaction.visible.known(home)
            var byPlace: [IncidentID: [AlertID]] = [:]
            for alert in alerts {
                guard let stored = try transaction.visible.alert(alert) else { throw UpdateError.noSuchAlert(alert) }
                byPlace[stored.incident, default: []].append(alert)
            }
            let departures = try transaction.reader.departures(of: Set(alerts), from: home)
            for (place, moved) in byPlace.sorted(by: { $0.key < $1.key }) {
                for alert in moved {
                    guard let target = departures[alert]?.target, try transaction.reader.redirect(of: target) ?? target == place
                    else { throw DeskError.notMoved(alert, from: home) }
                }
                try state.decide(
                    .undoMove(moved, source: place, target: home), comment: comment,
                    former: departures.compactMapValues(\.reasons), in: transaction)
            }
            return try transaction.reader.known(home)
        }
    }
}
