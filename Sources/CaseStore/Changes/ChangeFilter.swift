internal import SQL
public import Primitives
public import SecurityModel

/// Which changes of the log are wanted.
public struct ChangeFilter: Hashable, Sendable {
    /// Whoever has this in his name; empty for all.
    public var actor = ""
    /// Words of `ChangeAction`; empty for all.
    public var actions: [String] = []
    public var incident: IncidentID?
    public var alert: AlertID?
    /// Only changes from this moment on.
    public var from: Timestamp?
    /// Only changes before this moment.
    public var before: Timestamp?
    /// Those of people alone, or those of the product alone.
    public var byPeople: Bool?

    /// Changes that one page looks at, at most, so that a rare filter does not walk the whole log.
    public static let mostLookedAt: Int64 = 200_000

    public init() {}
}

extension CaseReader {
    /// A page of the changes that a filter takes, newest first, and where the next page begins; `nil` at the end of the log.
    public func changes(
        _ filter: ChangeFilter, before: Int64 = .max, limit: Int
    ) throws -> (changes: [Change], next: Int64?) {
        let last = try lastChange() + 1
        let end = min(before, try filter.before.map { try firstChange(at: $0, through: last) } ?? last)
        let least = try filter.from.map { try firstChange(at: $0, through: last) } ?? 1
        // The changes of one incident are few, and an index leads to them.
        let first = filter.incident == nil ? max(least, end - ChangeFilter.mostLookedAt) : least
        var conditions = "sequence < ? AND sequence >= ?"
        var arguments: [SQLValue] = [.integer(end), .integer(first)]
        if let incident = filter.incident {
            conditions += " AND incident = ?"
            arguments.append(.integer(incident.number))
        }
        if let alert = filter.alert {
            conditions += " AND alert = ?"
            arguments.append(.integer(alert.number))
        }
        if !filter.actor.isEmpty {
            conditions += " AND LOWER(actor) LIKE ? ESCAPE '!'"
            arguments.append(.text("%\(SQLValue.escaped(filter.actor.lowercased()))%"))
        }
        if !filter.actions.isEmpty {
            conditions += " AND action IN (\(SQLValue.marks(filter.actions.count)))"
            arguments += filter.actions.map(SQLValue.text)
        }
        if let byPeople = filter.byPeople { conditions += " AND is_person = \(byPeople ? 1 : 0)" }
        let text = """
            SELECT sequence, time, actor, is_person, action, incident, alert, payload FROM changes
            WHERE \(conditions) ORDER BY sequence DESC LIMIT ?
            """
        let changes = try session.all(SQLStatement(building: text), arguments + [.integer(Int64(limit))]) { Change(row: $0) }
        let isFull = changes.count == limit
        let next = isFull ? changes.last?.sequence : first
        return (changes, next.flatMap { $0 > least ? $0 : nil })
    }

    /// The number of the first change at a moment or later, found by halving: the log is written in the order of time.
    private func firstChange(at moment: Timestamp, through last: Int64) throws -> Int64 {
        var (low, high) = (Int64(1), last)
        while low < high {
            let middle = low + (high - low) / 2
            let time = try session.first(ChangeTimeSQL.from, [.integer(middle)]) { $0.integer(0) }
            if let time, time < moment.ticks { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

private enum ChangeTimeSQL {
    static let from = SQLStatement(
        "change.timeFrom", "SELECT time FROM changes WHERE sequence >= ? ORDER BY sequence LIMIT 1")
}
