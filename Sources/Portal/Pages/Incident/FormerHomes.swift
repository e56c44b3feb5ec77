internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Why alerts that opened incidents of their own are in this one: their incidents were merged into it.
struct FormerHomes {
    /// Merged incidents that are looked into, at most.
    static let most = 100
    /// Changes of each: what came in first stands among them.
    static let mostChanges = 20

    private var sentences: [AlertID: String] = [:]

    init(_ incident: IncidentID, _ reader: CaseReader) throws {
        var waiting = try FormerHomes.merges(reader.changes(of: incident, limit: ActivityTab.most))
        var seen: Set<IncidentID> = [incident]
        while let merge = waiting.popLast(), seen.count <= FormerHomes.most {
            guard seen.insert(merge.source).inserted, try reader.redirect(of: merge.source) == incident else { continue }
            let changes = try reader.changes(of: merge.source, limit: FormerHomes.mostChanges)
            for alert in FormerHomes.first(changes) { sentences[alert] = sentences[alert] ?? merge.sentence }
            waiting += FormerHomes.merges(changes)
        }
    }

    /// How the incident that an alert opened came into this one; `nil` where it opened this one, or none.
    subscript(alert: AlertID) -> String? { sentences[alert] }

    private struct Merge {
        var source: IncidentID
        var sentence: String
    }

    private static func merges(_ changes: [Change]) -> [Merge] {
        changes.compactMap { change in
            guard let merge = change.merge else { return nil }
            let who =
                change.isPerson
                ? "\(change.actor) merged that incident, #\(merge.source), into this one"
                : "That incident, #\(merge.source), came into this one"
            return Merge(
                source: merge.source,
                sentence: merge.reasons.isEmpty ? "\(who)." : "\(who): \(merge.reasons.joined(separator: " "))")
        }
    }

    /// The alerts that came in with the incident itself.
    private static func first(_ changes: [Change]) -> [AlertID] {
        let arrival = changes.first { ChangeAction(rawValue: $0.action) == .alertsAdded }
        return (arrival?.payload?["after"]?["alerts"]?.array ?? []).compactMap {
            ($0.integer ?? $0["id"]?.integer).map { AlertID($0) }
        }
    }
}
