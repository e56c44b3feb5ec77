public import Primitives
internal import SQL
public import SecurityModel

/// An entity with when alerts named it.
public struct SeenEntity: Hashable, Sendable {
    public var value: String
    public var firstSeen: Timestamp
    public var lastSeen: Timestamp
    /// The newest alert that names it.
    public var lastAlert: AlertID?
}

extension CaseReader {
    /// Entities of a kind, the latest seen first. For whoever sees a part of the cases there are those that its alerts name.
    public func entities(_ kind: EntityKind, limit: Int) throws -> [SeenEntity] {
        guard view.isEverything else { return try seen("e.kind = ?", [.integer(Int64(kind.rawValue))], limit: limit) }
        return try session.all(SeenEntitySQL.ofKind, [.integer(Int64(kind.rawValue)), .integer(Int64(limit))]) {
            SeenEntity(row: $0)
        }
    }

    public func entity(_ kind: EntityKind, _ value: String) throws -> SeenEntity? {
        let arguments: [SQLValue] = [.integer(Int64(kind.rawValue)), .text(value)]
        guard view.isEverything else { return try seen("e.kind = ? AND e.value = ?", arguments, limit: 1).first }
        return try session.first(SeenEntitySQL.one, arguments) { SeenEntity(row: $0) }
    }

    /// The entity of a name that is kept with a scope behind it, where it is known in one or several: the one seen last.
    public func entity(_ kind: EntityKind, scoped name: String) throws -> SeenEntity? {
        let arguments: [SQLValue] = [.integer(Int64(kind.rawValue)), .text("\(name)@"), .text("\(name)A")]
        guard view.isEverything else {
            return try seen("e.kind = ? AND e.value >= ? AND e.value < ?", arguments, limit: 1).first
        }
        return try session.first(SeenEntitySQL.scoped, arguments) { SeenEntity(row: $0) }
    }

    /// The same out of the alerts that there are for whoever asks.
    private func seen(_ condition: String, _ arguments: [SQLValue], limit: Int) throws -> [SeenEntity] {
        let clause = ViewClause.alerts(view)
        let text = """
            SELECT e.value, MIN(a.first_activity), MAX(a.last_activity), MAX(a.id)
            FROM entities e JOIN alert_entities l ON l.entity = e.id JOIN alerts a ON a.id = l.alert
            WHERE \(condition) AND \(clause.text) GROUP BY e.id, e.value ORDER BY 3 DESC, e.id LIMIT ?
            """
        return try session.all(
            SQLStatement(building: text), arguments + clause.arguments + [.integer(Int64(limit))]
        ) { SeenEntity(row: $0) }
    }
}

extension SeenEntity {
    fileprivate init(row: any SQLRow) {
        value = row.text(0)
        firstSeen = Timestamp(ticks: row.integer(1))
        lastSeen = Timestamp(ticks: row.integer(2))
        lastAlert = row.optionalInteger(3).map { AlertID($0) }
    }
}

private enum SeenEntitySQL {
    private static let columns = """
        e.value, e.first_seen, e.last_seen, (SELECT MAX(l.alert) FROM alert_entities l WHERE l.entity = e.id)
        """

    static let ofKind = SQLStatement(
        "entity.ofKind", "SELECT \(columns) FROM entities e WHERE e.kind = ? ORDER BY e.last_seen DESC, e.id LIMIT ?")
    static let one = SQLStatement("entity.seen", "SELECT \(columns) FROM entities e WHERE e.kind = ? AND e.value = ?")
    static let scoped = SQLStatement(
        "entity.scoped",
        "SELECT \(columns) FROM entities e WHERE e.kind = ? AND e.value >= ? AND e.value < ? ORDER BY e.last_seen DESC LIMIT 1")
}
