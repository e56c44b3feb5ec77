public import Primitives
internal import SQL
public import SecurityModel

extension CaseReader {
    public func entity(_ id: Int64) throws -> EntityKey? {
        try session.first(EntitySQL.one, [.integer(id)]) { EntityKey(row: $0) }
    }

    /// The number of an entity; `nil` where no alert named it yet.
    public func entityID(_ key: EntityKey) throws -> Int64? {
        try session.first(EntitySQL.byKey, [.integer(Int64(key.kind.rawValue)), .text(key.value)]) { $0.integer(0) }
    }

    public func lastEntity() throws -> Int64 {
        try session.first(EntitySQL.last) { $0.integer(0) } ?? 0
    }

    /// The detector of a rule; `nil` where it did not fire yet.
    public func detector(product: String, rule: String) throws -> Detector? {
        try session.first(EntitySQL.detectorByRule, [.text(product), .text(rule)]) { Detector(row: $0) }
    }

    public func detector(_ id: Int64) throws -> Detector? {
        try session.first(EntitySQL.detector, [.integer(id)]) { Detector(row: $0) }
    }

    /// The detectors of the alerts that there are for whoever asks; for who sees everything, all of them.
    public func detectors() throws -> [Detector] {
        guard !view.isEverything else { return try session.all(EntitySQL.detectors) { Detector(row: $0) } }
        let clause = ViewClause.alerts(view)
        let statement = SQLStatement(building: EntitySQL.detectorsSeen(clause.text))
        return try session.all(statement, clause.arguments) { Detector(row: $0) }
    }

    /// The entities of an incident with their roles and how many of its alerts name each, the most named first. What the
    /// alerts show to be one thing under several names stands there once.
    public func entities(of incident: IncidentID, limit: Int = 500) throws -> [IncidentEntity] {
        guard view.isEverything else { return try entitiesSeen(of: incident, limit: limit) }
        let arguments: [SQLValue] = [.integer(incident.number), .integer(Int64(limit))]
        let entities = try session.all(EntitySQL.ofIncident, arguments) { IncidentEntity(row: $0) }
        let named = entities.filter { $0.key.strength == .strong }
        guard Set(named.map(\.key.kind)).count < named.count else { return entities }
        var (alerts, read): ([(product: String, entities: [ObservedEntity])], Set<Int64>) = ([], [])
        try session.query(EntitySQL.latestAlerts, [.integer(incident.number), .integer(Int64(limit))]) { row in
            if read.insert(row.integer(2)).inserted { alerts.append((row.text(1), ObservedEntity.list(row.text(0)))) }
        }
        return EntityAliases(alerts, of: entities).folded(entities)
    }

    /// The same out of the alerts that there are for whoever sees a part alone. Which names are one thing may stand in others,
    /// so each name stands there for itself.
    private func entitiesSeen(of incident: IncidentID, limit: Int) throws -> [IncidentEntity] {
        let clause = ViewClause.alerts(view)
        let statement = SQLStatement(building: EntitySQL.partOfIncident(clause.text))
        var counts: [Int64: (roles: RoleSet, alerts: Int64)] = [:]
        try session.query(statement, [.integer(incident.number)] + clause.arguments) { row in
            for observed in ObservedEntity.list(row.text(0)) {
                let known = counts[observed.entity] ?? ([], 0)
                counts[observed.entity] = (known.roles.union(observed.roles), known.alerts + row.integer(1))
            }
        }
        var entities: [IncidentEntity] = []
        for (id, count) in counts.sorted(by: { ($1.value.alerts, $0.key) < ($0.value.alerts, $1.key) }) {
            guard entities.count < limit else { break }
            guard let key = try entity(id), key.kind != .network else { continue }
            entities.append(IncidentEntity(id: id, key: key, roles: count.roles, alertCount: count.alerts))
        }
        return entities
    }
}

/// An entity's part in an incident.
public struct IncidentEntity: Hashable, Sendable {
    public var id: Int64
    public var key: EntityKey
    public var roles: RoleSet
    public var alertCount: Int64
    /// Its other names.
    public internal(set) var aliases: [EntityKey] = []
}

/// A rule of a product.
public struct Detector: Hashable, Sendable {
    public var id: Int64
    public var product: String
    public var rule: String
    public var title: String
    /// Its alerts join nothing but their like.
    public var isExcluded: Bool
    /// How severe its first alert was, and the stages of an attack that it claimed.
    public var severity: AlertSeverity
    public var tactics: TacticSet

    public init(
        id: Int64, product: String, rule: String, title: String, isExcluded: Bool, severity: AlertSeverity = .unknown,
        tactics: TacticSet = []
    ) {
        self.id = id
        self.product = product
        self.rule = rule
        self.title = title
        self.isExcluded = isExcluded
        self.severity = severity
        self.tactics = tactics
    }
}

extension CaseTransaction {
    /// Gives a new entity its number.
    public func insert(_ key: EntityKey, id: Int64, seen: Timestamp) throws {
        try session.execute(
            EntitySQL.insert,
            [
                .integer(id), .integer(Int64(key.kind.rawValue)), .text(key.value), .integer(Int64(key.strength.rawValue)),
                .integer(seen.ticks), .integer(seen.ticks), SQLValue(key.sharedName),
            ])
        try list(key)
    }

    /// Notes that an entity is the id of another one: lists of assets show the name alone.
    public func note(_ entity: Int64, isIdentifierOf named: Int64) throws {
        try session.execute(EntitySQL.isIdentifier, [.integer(named), .integer(entity)])
    }

    /// Counts alerts that named an entity.
    public func count(_ alerts: Int64, of entity: Int64, first: Timestamp, last: Timestamp) throws {
        try session.execute(
            EntitySQL.count,
            [
                .integer(alerts), .integer(first.ticks), .integer(first.ticks), .integer(last.ticks), .integer(last.ticks),
                .integer(entity),
            ])
    }

    public func insert(_ detector: Detector) throws {
        try session.execute(
            EntitySQL.insertDetector,
            [
                .integer(detector.id), .text(detector.product), .text(detector.rule), .text(detector.title),
                SQLValue(detector.isExcluded), .integer(Int64(detector.severity.rawValue)),
                .integer(Int64(detector.tactics.rawValue)),
            ])
    }

    /// Keeps a detector out of correlation, or lets it in again. Alerts that are there already keep what they were stamped.
    public func setExcluded(_ isExcluded: Bool, detector: Detector) throws {
        try session.execute(EntitySQL.exclude, [SQLValue(isExcluded), .integer(detector.id)])
        try log.append(
            .detectorUpdated, before: ["detector": .integer(detector.id), "excluded": .bool(detector.isExcluded)],
            after: ["detector": .integer(detector.id), "excluded": .bool(isExcluded)])
    }
}

extension EntityKey {
    init(row: any SQLRow, from column: Int = 0) {
        self.init(
            EntityKind(rawValue: UInt8(row.integer(column))) ?? .other, row.text(column + 1),
            Strength(rawValue: UInt8(row.integer(column + 2))) ?? .weak)
    }
}

extension IncidentEntity {
    fileprivate init(row: any SQLRow) {
        self.init(
            id: row.integer(0), key: EntityKey(row: row, from: 1), roles: RoleSet(rawValue: UInt32(row.integer(4))),
            alertCount: row.integer(5))
    }
}

extension Detector {
    init(row: any SQLRow) {
        self.init(
            id: row.integer(0), product: row.text(1), rule: row.text(2), title: row.text(3), isExcluded: row.bool(4),
            severity: AlertSeverity(rawValue: UInt8(row.integer(5))) ?? .unknown,
            tactics: TacticSet(rawValue: UInt32(row.integer(6))))
    }
}

private enum EntitySQL {
    static let one = SQLStatement("entity.one", "SELECT kind, value, strength FROM entities WHERE id = ?")
    static let byKey = SQLStatement("entity.byKey", "SELECT id FROM entities WHERE kind = ? AND value = ?")
    static let last = SQLStatement("entity.last", "SELECT MAX(id) FROM entities")
    static let insert = SQLStatement(
        "entity.insert",
        "INSERT INTO entities (id, kind, value, strength, first_seen, last_seen, alert_count, shared_name) "
            + "VALUES (?, ?, ?, ?, ?, ?, 0, ?)")
    static let isIdentifier = SQLStatement("entity.isIdentifier", "UPDATE entities SET identifies = ? WHERE id = ?")
    static let count = SQLStatement(
        "entity.count",
        """
        UPDATE entities SET alert_count = alert_count + ?,
            first_seen = CASE WHEN first_seen < ? THEN first_seen ELSE ? END,
            last_seen = CASE WHEN last_seen > ? THEN last_seen ELSE ? END WHERE id = ?
        """)
    static let ofIncident = SQLStatement(
        "entity.ofIncident",
        """
        SELECT e.id, e.kind, e.value, e.strength, l.roles, l.alert_count FROM (
            SELECT entity, roles, alert_count FROM incident_entities WHERE incident = ?
            ORDER BY alert_count DESC, entity LIMIT ?) l
        JOIN entities e ON e.id = l.entity ORDER BY l.alert_count DESC, e.id
        """)
    /// For each entity of an incident what the latest alert that names it says of its entities.
    static let latestAlerts = SQLStatement(
        "entity.latestAlerts",
        """
        SELECT a.entities, d.product, a.id FROM (
            SELECT entity, alert_count FROM incident_entities WHERE incident = ? ORDER BY alert_count DESC, entity LIMIT ?) l
        JOIN alerts a ON a.id = (SELECT MAX(x.alert) FROM alert_entities x WHERE x.entity = l.entity)
        JOIN detectors d ON d.id = a.detector ORDER BY l.alert_count DESC, l.entity
        """)
    /// What the alerts with this condition over `a` say of their entities, and how many say the same.
    static func partOfIncident(_ condition: String) -> String {
        """
        SELECT a.entities, COUNT(*) FROM incidents h JOIN alerts a ON a.home = h.id WHERE h.root = ? AND \(condition)
        GROUP BY a.entities
        """
    }
    static func detectorsSeen(_ condition: String) -> String {
        """
        SELECT id, product, rule, title, is_excluded, severity, tactics FROM detectors
        WHERE id IN (SELECT a.detector FROM alerts a WHERE \(condition)) ORDER BY product, rule
        """
    }
    static let detector = SQLStatement(
        "detector.one", "SELECT id, product, rule, title, is_excluded, severity, tactics FROM detectors WHERE id = ?")
    static let detectorByRule = SQLStatement(
        "detector.byRule",
        "SELECT id, product, rule, title, is_excluded, severity, tactics FROM detectors WHERE product = ? AND rule = ?")
    static let detectors = SQLStatement(
        "detector.all", "SELECT id, product, rule, title, is_excluded, severity, tactics FROM detectors ORDER BY product, rule")
    static let insertDetector = SQLStatement(
        "detector.insert",
        "INSERT INTO detectors (id, product, rule, title, is_excluded, severity, tactics) VALUES (?, ?, ?, ?, ?, ?, ?)")
    static let exclude = SQLStatement("detector.exclude", "UPDATE detectors SET is_excluded = ? WHERE id = ?")
}
