internal import Primitives
internal import SecurityModel

/// One move as the log tells it: each incident that the alerts stood in hears what left it, and the target what came.
struct LoggedMove {
    private let move: AlertMove
    /// What leaves each incident that alerts were put into.
    var homes: [IncidentID: [LoggedAlert]] = [:]
    /// For which each alert had stood where it was, as its row kept them.
    var former: [AlertID: String] = [:]

    init(_ move: AlertMove) { self.move = move }

    /// What one incident hears.
    struct Row {
        var incident: IncidentID
        var alerts: [LoggedAlert] = []
        /// How many merges lie between it and the incident where the alerts stood.
        var depth = 0
    }

    /// The rows of what left, and those of what came, by the incident where it stood: the last of a path. That one hears last, so
    /// that what is in it behind its own row is without what left.
    /// - Parameter path: an incident and all that it was merged into, in order.
    func rows(path: (IncidentID) throws -> [IncidentID]) rethrows -> (left: [Row], arrived: [Row]) {
        var (left, arrived) = ([IncidentID: Row](), [IncidentID: Row]())
        for (home, alerts) in homes.sorted(by: { $0.key < $1.key }) {
            // What is merged into the target, and whatever that was merged into, holds the alerts as before.
            let holders = try path(home).prefix { $0 != move.target }
            for (place, incident) in holders.enumerated() {
                left[incident, default: Row(incident: incident)].alerts += alerts
                left[incident]?.depth = holders.count - 1 - place
            }
            let stood = holders.last ?? home
            arrived[stood, default: Row(incident: stood)].alerts += alerts
        }
        return (
            left.values.sorted { ($1.depth, $0.incident) < ($0.depth, $1.incident) },
            arrived.values.sorted { $0.incident < $1.incident }
        )
    }

    var target: IncidentID { move.target }
    var reasons: [LinkReason] { move.reasons }
}

extension CaseTransaction {
    func log(_ entry: LoggedMove) throws {
        let (left, arrived) = try entry.rows { try path(from: $0) }
        let why = JSONValue.array(entry.reasons.map { .string($0.text) })
        for row in left {
            var before = JSONObject([.init(name: "alerts", value: .array(row.alerts.map { .integer($0.id.number) }))])
            var after = JSONObject([.init(name: "incident", value: .integer(entry.target.number))])
            // What a person moved, he may move back. The product moves a lot, and not for words that somebody typed.
            if actor.isPerson {
                before[LoggedMove.formerName] = entry.formerReasons(of: row)
                after["reasons"] = why
            }
            try log.append(.alertsMoved, incident: row.incident, before: .object(before), after: .object(after))
        }
        // With the digests, since the old home's log may be purged while the alerts live on here.
        for row in arrived {
            try log.append(
                .alertsMoved, incident: entry.target, before: ["incident": .integer(row.incident.number)],
                after: ["alerts": json(row.alerts), "reasons": why])
        }
    }
}
