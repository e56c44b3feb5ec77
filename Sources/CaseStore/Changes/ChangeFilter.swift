internal import SQL
public import SecurityModel

/// Which changes of the log are wanted.
public struct ChangeFilter: Hashable, Sendable {
    /// Whoever has this in his name; empty for all.
    public var actor = ""
    /// Words of `ChangeAction`; empty for all.
    public var actions: [String] = []
    public var incident: IncidentID?
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
        let end = min(before, try lastChange() + 1)
        // The changes of one incident are few, and an index leads to them.
        let first = filter.incident == nil ? max(1, end - ChangeFilter.mostLookedAt) : 1
        var conditions = "sequence < ? AND sequence >= ?"
        var arguments: [SQLValue] = [.integer(end), .integer(first)]
        if let incident = filter.incident {
            conditions += " AND incident = ?"
            arguments.append(.integer(incident.number))
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
        return (changes, next.flatMap { $0 > 1 ? $0 : nil })
    }
}
