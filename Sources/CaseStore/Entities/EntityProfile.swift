public import Primitives
internal import SQL
public import SecurityModel

/// An entity with what its alerts say of it, as far as they are there for whoever asks.
public struct EntityProfile: Hashable, Sendable {
    public var id: Int64
    public var key: EntityKey
    public var firstSeen: Timestamp
    public var lastSeen: Timestamp
    public var alertCount: Int64
}

/// An alert that names an entity, in short.
public struct NamingAlert: Sendable {
    public var severity: AlertSeverity
    public var detector: Int64
    public var entities: [ObservedEntity]
}

extension CaseReader {
    /// - Returns: `nil` where there is no such entity for whoever asks.
    public func entityProfile(_ id: Int64) throws -> EntityProfile? {
        guard try view.isEverything || sees(entity: id),
            var profile = try session.first(ProfileSQL.one, [.integer(id)], { EntityProfile(row: $0) })
        else { return nil }
        if let seen = try partSeen(of: id) { (profile.alertCount, profile.firstSeen, profile.lastSeen) = seen }
        return profile
    }

    /// How many alerts name an entity and when, of those that there are for whoever asks: what others see must not be told
    /// by counts and times. `nil` for who sees all, whose figures stand with the entity.
    func partSeen(of entity: Int64) throws -> (alerts: Int64, first: Timestamp, last: Timestamp)? {
        guard !view.isEverything else { return nil }
        let clause = ViewClause.alerts(view)
        let text = """
            SELECT COUNT(*), COALESCE(MIN(a.first_activity), 0), COALESCE(MAX(a.last_activity), 0)
            FROM alert_entities l JOIN alerts a ON a.id = l.alert WHERE l.entity = ? AND \(clause.text)
            """
        return try session.first(SQLStatement(building: text), [.integer(entity)] + clause.arguments) { row in
            (row.integer(0), Timestamp(ticks: row.integer(1)), Timestamp(ticks: row.integer(2)))
        }
    }

    /// A page of the alerts that name any of some entities, the newest first.
    public func alerts(naming entities: [Int64], limit: Int, offset: Int = 0) throws -> [Alert] {
        let newest = ProfileSQL.newest(entities, view, limit: limit, offset: offset)
        let text = """
            SELECT \(AlertSQL.columns) FROM alerts a JOIN incidents i ON i.id = a.home LEFT JOIN sources s ON s.id = a.source
            WHERE a.id IN (\(newest.text)) ORDER BY a.id DESC
            """
        return try session.all(SQLStatement(building: text), newest.arguments) { Alert(row: $0) }.map(completed)
    }

    /// The numbers of the newest alerts that name an entity, the newest first.
    public func newestAlertNumbers(naming entity: Int64, limit: Int) throws -> [AlertID] {
        let newest = ProfileSQL.newest([entity], view, limit: limit, offset: 0)
        return try session.all(SQLStatement(building: newest.text), newest.arguments) { AlertID($0.integer(0)) }
    }

    /// The newest alerts that name any of some entities, in short.
    public func newestAlerts(naming entities: [Int64], limit: Int) throws -> [NamingAlert] {
        let newest = ProfileSQL.newest(entities, view, limit: limit, offset: 0)
        let text = """
            SELECT a.severity, a.detector, a.entities FROM alerts a WHERE a.id IN (\(newest.text))
            ORDER BY a.id DESC
            """
        return try session.all(SQLStatement(building: text), newest.arguments) { row in
            NamingAlert(
                severity: AlertSeverity(rawValue: UInt8(row.integer(0))) ?? .unknown, detector: row.integer(1),
                entities: ObservedEntity.list(row.text(2)))
        }
    }
}

extension EntityProfile {
    init(row: any SQLRow) {
        id = row.integer(0)
        key = EntityKey(row: row, from: 1)
        firstSeen = Timestamp(ticks: row.integer(4))
        lastSeen = Timestamp(ticks: row.integer(5))
        alertCount = row.integer(6)
    }
}

enum ProfileSQL {
    static let columns = "e.id, e.kind, e.value, e.strength, e.first_seen, e.last_seen, e.alert_count"
    static let one = SQLStatement("entity.profile", "SELECT \(columns) FROM entities e WHERE e.id = ?")

    /// A page of the numbers of alerts that name any of some entities. Each entity is asked for no more than the page can hold,
    /// so that one of very many alerts costs no more than others.
    static func newest(
        _ entities: [Int64], _ view: CaseView, limit: Int, offset: Int
    ) -> (text: String, arguments: [SQLValue]) {
        let clause = ViewClause.alerts(view)
        let one =
            view.isEverything
            ? "SELECT l.alert FROM alert_entities l WHERE l.entity = ? ORDER BY l.alert DESC LIMIT ?"
            : """
            SELECT l.alert FROM alert_entities l JOIN alerts a ON a.id = l.alert WHERE l.entity = ? AND \(clause.text)
            ORDER BY l.alert DESC LIMIT ?
            """
        let all = entities.map { _ in "SELECT alert FROM (\(one)) named" }.joined(separator: " UNION ")
        let seen = view.isEverything ? [] : clause.arguments
        let each = entities.flatMap { [.integer($0)] + seen + [.integer(Int64(limit + offset))] }
        return (
            "SELECT alert FROM (\(all)) newest ORDER BY alert DESC LIMIT ? OFFSET ?",
            each + [.integer(Int64(limit)), .integer(Int64(offset))]
        )
    }
}
