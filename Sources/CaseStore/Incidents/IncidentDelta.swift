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

    public mutating func add(_ alert: NewAlert) {
        let links = alert.entities.filter { $0.key.kind != .network }.map { ($0.entity, $0.roles) }
        add(
            report: alert.report, detector: alert.detectorID, entities: links, isActive: true, deviceGroup: alert.deviceGroup,
            context: alert.stored.context)
    }

    mutating func add(
        report: AlertReport, detector: Int64, entities links: [(entity: Int64, roles: RoleSet)], isActive: Bool,
        deviceGroup: Int32, context: [Facet]
    ) {
        alerts += 1
        if isActive { activeAlerts += 1 }
        severity = max(severity, report.severity)
        tactics.formUnion(report.tactics)
        first = min(first, report.firstActivity)
        last = max(last, report.lastActivity)
        for link in links {
            let entry = entities[link.entity] ?? ([], 0)
            entities[link.entity] = (entry.roles.union(link.roles), entry.count + 1)
        }
        count(.serviceSource, report.serviceSource.name)
        count(.detectionSource, report.detectionSource.name)
        count(.product, report.productName)
        count(.source, report.source)
        count(.detector, String(detector))
        count(.alertSeverity, report.severity.name)
        for tactic in report.tactics.tactics { count(.tactic, tactic.shortName) }
        for technique in Set(report.techniques) { count(.technique, technique.id) }
        count(.threat, report.threatDisplayName)
        if report.investigation != .unknown { count(.investigation, report.investigation.name) }
        let devices = report.evidence.filter { $0.kind == .device }
        for platform in Set(devices.compactMap { $0.fields["osPlatform"]?.string }) { count(.platform, platform) }
        if deviceGroup != 0 { count(.deviceGroup, String(deviceGroup)) }
        for facet in context { facets[facet, default: 0] += 1 }
    }

    /// Takes in what another delta adds.
    mutating func merge(_ other: IncidentDelta) {
        alerts += other.alerts
        activeAlerts += other.activeAlerts
        severity = max(severity, other.severity)
        tactics.formUnion(other.tactics)
        first = min(first, other.first)
        last = max(last, other.last)
        entities.merge(other.entities) { ($0.roles.union($1.roles), $0.count + $1.count) }
        facets.merge(other.facets, uniquingKeysWith: +)
    }

    private mutating func count(_ kind: IncidentFacet, _ value: String) {
        guard !value.isEmpty else { return }
        facets[Facet(kind: kind, value: value), default: 0] += 1
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

    /// Takes alerts away from an incident and reads anew what cannot be subtracted.
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
        try rederive(incident)
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
