internal import SQL
public import Primitives
public import SecurityModel

/// What alerts add to an incident's derived values, gathered over a batch and written once. Taking alerts away is the
/// same with the counts turned round.
public struct IncidentDelta: Sendable {
    public var alerts: Int64 = 0
    public var activeAlerts: Int64 = 0
    public var severity = AlertSeverity.unknown
    public var tactics: TacticSet = []
    public var first = Timestamp.distantFuture
    public var last = Timestamp.distantPast
    public private(set) var entities: [Int64: (roles: RoleSet, count: Int64)] = [:]
    public private(set) var facets: [Facet: Int64] = [:]

    public struct Facet: Hashable, Sendable {
        public var kind: IncidentFacet
        public var value: String
    }

    public init() {}

    public var isEmpty: Bool { alerts == 0 }

    public mutating func add(_ alert: NewAlert) { add(CountedAlert(alert)) }

    mutating func add(_ alert: CountedAlert) {
        alerts += 1
        if alert.isActive { activeAlerts += 1 }
        severity = max(severity, alert.severity)
        tactics.formUnion(alert.tactics)
        first = min(first, alert.first)
        last = max(last, alert.last)
        for link in alert.entities {
            let entry = entities[link.entity] ?? ([], 0)
            entities[link.entity] = (entry.roles.union(link.roles), entry.count + 1)
        }
        for facet in alert.facets { facets[facet, default: 0] += 1 }
    }
}

extension CaseTransaction {
    /// Writes what a batch added to an incident.
    public func apply(_ delta: IncidentDelta, to incident: IncidentID) throws {
        try write(delta, to: incident, sign: 1)
        try session.execute(
            IncidentSQL.addAlerts,
            [
                .integer(delta.alerts), .integer(delta.activeAlerts), .integer(Int64(delta.severity.rawValue)),
                .integer(Int64(delta.severity.rawValue)), .integer(Int64(delta.tactics.rawValue)),
                .integer(delta.first.ticks), .integer(delta.first.ticks), .integer(delta.last.ticks),
                .integer(delta.last.ticks), .integer(time.ticks), .text(actor.name), .integer(incident.number),
            ])
    }

    /// Takes alerts away from an incident; what cannot be subtracted is to be read anew (`rederive`).
    func remove(_ delta: IncidentDelta, from incident: IncidentID) throws {
        try write(delta, to: incident, sign: -1)
        try session.execute(IncidentSQL.dropEntities, [.integer(incident.number)])
        try session.execute(IncidentSQL.dropFacets, [.integer(incident.number)])
        try session.execute(
            IncidentSQL.removeAlerts,
            [
                .integer(delta.alerts), .integer(delta.activeAlerts), .integer(time.ticks), .text(actor.name),
                .integer(incident.number),
            ])
    }

    /// Reads what cannot be subtracted out of an incident's alerts: bounds, severity, tactics and the roles of its entities.
    /// One that lost all its alerts keeps its bounds.
    func rederive(_ incident: IncidentID) throws {
        let tactics = try session.all(IncidentSQL.tacticFacets, [.integer(incident.number)]) { TacticSet(named: $0.text(0)) }
        let bounds = try session.first(IncidentSQL.bounds, [.integer(incident.number)]) { row in
            (0..<3).map { SQLValue(row.optionalInteger($0)) }
        }
        try session.execute(
            IncidentSQL.setBounds, (bounds ?? []) + [.integer(Int64(TacticSet(tactics).rawValue)), .integer(incident.number)])
        try rederiveRoles(in: incident)
    }

    private func rederiveRoles(in incident: IncidentID) throws {
        var roles: [Int64: RoleSet] = [:]
        try session.query(IncidentSQL.entitiesOfAlerts, [.integer(incident.number)]) { row in
            for link in ObservedEntity.list(row.text(0)) { roles[link.entity, default: []].formUnion(link.roles) }
        }
        let known = try session.all(IncidentSQL.roles, [.integer(incident.number)]) { ($0.integer(0), $0.integer(1)) }
        for (entity, old) in known {
            guard let new = roles[entity].map({ Int64($0.rawValue) }), new != old else { continue }
            try session.execute(IncidentSQL.setRoles, [.integer(new), .integer(incident.number), .integer(entity)])
        }
    }

    private func write(_ delta: IncidentDelta, to incident: IncidentID, sign: Int64) throws {
        for (entity, entry) in delta.entities.sorted(by: { $0.key < $1.key }) {
            try session.execute(
                IncidentSQL.countEntity,
                [
                    .integer(incident.number), .integer(entity), .integer(Int64(entry.roles.rawValue)),
                    .integer(sign * entry.count),
                ])
        }
        for (facet, count) in delta.facets.sorted(by: {
            ($0.key.kind.rawValue, $0.key.value) < ($1.key.kind.rawValue, $1.key.value)
        }) {
            try session.execute(
                IncidentSQL.countFacet,
                [.integer(Int64(facet.kind.rawValue)), .text(facet.value), .integer(incident.number), .integer(sign * count)])
        }
    }
}
