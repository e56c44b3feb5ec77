internal import Primitives
internal import SQL
public import SecurityModel

/// How an alert left an incident, as the log has it.
public struct Departure: Sendable {
    public var target: IncidentID
    /// For which it had stood there; `nil` where the product moved it, which keeps none.
    public var reasons: [LinkReason]?
}

extension LoggedMove {
    /// Under which the row of what left keeps the reasons that the alerts had.
    static let formerName = "formerReasons"

    /// The reasons of what left, those of several alerts once.
    func formerReasons(of row: Row) -> JSONValue {
        var groups: [(reasons: String, alerts: [JSONValue])] = []
        for alert in row.alerts {
            let (reasons, number) = (former[alert.id] ?? "[]", JSONValue.integer(alert.id.number))
            if let index = groups.firstIndex(where: { $0.reasons == reasons }) {
                groups[index].alerts.append(number)
            } else {
                groups.append((reasons, [number]))
            }
        }
        return .array(groups.map { ["alerts": .array($0.alerts), "reasons": (try? JSONValue(parsing: $0.reasons)) ?? .null] })
    }
}

extension CaseReader {
    /// Moves that are looked through, at most: the newest.
    private static let mostMoves = 2000

    /// How alerts left an incident the last time.
    public func departures(of alerts: Set<AlertID>, from incident: IncidentID) throws -> [AlertID: Departure] {
        var found: [AlertID: Departure] = [:]
        let moves = try session.all(
            DepartureSQL.moves, [.integer(incident.number), .integer(Int64(CaseReader.mostMoves))]
        ) { try? JSONValue(parsing: $0.text(0)) }
        for case let move? in moves where found.count < alerts.count {
            guard let target = move["after"]?["incident"]?.integer else { continue }
            for number in move["before"]?["alerts"]?.array ?? [] {
                guard let alert = number.integer.map({ AlertID($0) }), alerts.contains(alert), found[alert] == nil else {
                    continue
                }
                found[alert] = Departure(target: IncidentID(target), reasons: move.formerReasons(of: alert))
            }
        }
        return found
    }
}

extension JSONValue {
    fileprivate func formerReasons(of alert: AlertID) -> [LinkReason]? {
        let groups = self["before"]?[LoggedMove.formerName]?.array ?? []
        let group = groups.first { $0["alerts"]?.array?.contains(.integer(alert.number)) ?? false }
        return (group?["reasons"]).map { LinkReason.reasons($0.text) }
    }
}

private enum DepartureSQL {
    static let moves = SQLStatement(
        "change.moves",
        """
        SELECT payload FROM changes
        WHERE incident = ? AND action = 'alertsMoved' AND payload IS NOT NULL ORDER BY sequence DESC LIMIT ?
        """)
}
