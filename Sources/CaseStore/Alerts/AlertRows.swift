internal import Primitives
internal import SQL
public import SecurityModel

/// An alert as it is taken into the store for the first time.
public struct NewAlert: Sendable {
    public var id: AlertID
    public var report: AlertReport {
        didSet { stored = StoredReport(report) }
    }
    /// What the store keeps of the report as a whole.
    private(set) var stored: StoredReport
    public var sourceID: Int64
    /// What tells the alert apart within its source.
    public var identity: String
    public var detectorID: Int64
    public var isExcluded: Bool
    /// The inbox's number of the raw record.
    public var rawSequence: Int64
    /// The entities that it names, without repetition; and the network of its device, which no incident lists.
    public var entities: [EntityLink]
    /// The group of its device; 0 for none.
    public var deviceGroup: Int32
    /// It names a threat, a family of threats or an actor.
    public var isNamedThreat: Bool

    /// - Parameter stored: the report as it is stored, where it was made before; it is made here otherwise.
    public init(
        id: AlertID, report: AlertReport, stored: StoredReport? = nil, sourceID: Int64, identity: String, detectorID: Int64,
        isExcluded: Bool,
        rawSequence: Int64, entities: [EntityLink], deviceGroup: Int32, isNamedThreat: Bool = false
    ) {
        self.id = id
        self.report = report
        self.stored = stored ?? StoredReport(report)
        self.sourceID = sourceID
        self.identity = identity
        self.detectorID = detectorID
        self.isExcluded = isExcluded
        self.rawSequence = rawSequence
        self.entities = entities
        self.deviceGroup = deviceGroup
        self.isNamedThreat = isNamedThreat
    }
}

/// An entity's part in an alert.
public struct EntityLink: Hashable, Sendable {
    public var entity: Int64
    public var key: EntityKey
    public var roles: RoleSet
    /// Links of an alert with the same number, other than 0, are names of one thing.
    public var thing: UInt16
    /// How much the organisation depended on it when the alert came: 0 (nothing said) to 4.
    public var criticality: UInt8

    public init(entity: Int64, key: EntityKey, roles: RoleSet, thing: UInt16 = 0, criticality: UInt8 = 0) {
        self.entity = entity
        self.key = key
        self.roles = roles
        self.thing = thing
        self.criticality = criticality
    }
}

extension CaseTransaction {
    /// Stores a new alert in its incident and answers the digest of its report, which belongs into the change log.
    public func insert(_ alert: NewAlert, into home: IncidentID, reasons: [LinkReason]) throws -> [UInt8] {
        let report = alert.stored.text
        let entities = ObservedEntity.text(alert.entities)
        let digest = AlertDigest(alert, entities: entities, report: report).bytes
        try session.execute(
            AlertSQL.insert,
            [
                .integer(alert.id.number), .integer(home.number), .integer(alert.sourceID), .text(alert.identity),
                .integer(alert.detectorID), .text(alert.report.title), .integer(Int64(alert.report.severity.rawValue)),
                .integer(Int64(AlertStatus.new.rawValue)), .integer(Int64(alert.report.investigation.rawValue)),
                .integer(Int64(alert.report.tactics.rawValue)),
                .integer(alert.report.firstActivity.ticks), .integer(alert.report.lastActivity.ticks),
                .integer(time.ticks), .integer(time.ticks), SQLValue(alert.isExcluded),
                .integer(ObservedAlert.field(alert)), .integer(Int64(alert.deviceGroup)), .integer(alert.rawSequence),
                .text(entities), .text(report), .text(LinkReason.text(reasons)), .blob(digest),
                .text(alert.report.serviceSource.name), .text(alert.report.detectionSource.name),
            ])
        for link in alert.entities where link.key.kind != .network {
            try session.execute(
                AlertSQL.insertEntity,
                [.integer(link.entity), .integer(alert.id.number), .integer(Int64(link.roles.rawValue))])
        }
        try insert(alert.stored.context, of: alert.id)
        return digest
    }

    /// Folds a repeated report into the alert that stands for it.
    public func fold(_ report: AlertReport, into alert: AlertID) throws {
        let (first, last) = (SQLValue.integer(report.firstActivity.ticks), SQLValue.integer(report.lastActivity.ticks))
        try session.execute(AlertSQL.fold, [first, first, last, last, .integer(time.ticks), .integer(alert.number)])
        try session.execute(AlertSQL.foldIncident, [.integer(alert.number), first, first, last, last, first, last])
    }

    /// Puts an alert into another incident.
    /// - Parameter reasons: as a row keeps them.
    func rehome(_ alert: AlertID, to incident: IncidentID, because reasons: String) throws {
        try session.execute(
            AlertSQL.rehome, [.integer(incident.number), .text(reasons), .integer(time.ticks), .integer(alert.number)])
    }
}

extension CaseReader {
    /// The alert with this identity in its source.
    public func alert(source: Int64, identity: String) throws -> AlertID? {
        try session.first(AlertSQL.byIdentity, [.integer(source), .text(identity)]) { AlertID($0.integer(0)) }
    }

    /// The number of the newest alert; 0 where there is none.
    public func lastAlert() throws -> Int64 {
        try session.first(AlertSQL.last) { $0.integer(0) } ?? 0
    }

    public func alert(_ id: AlertID) throws -> Alert? {
        guard try view.isEverything || sees(id) else { return nil }
        return try session.first(AlertSQL.one, [.integer(id.number)]) { Alert(row: $0) }.map(completed)
    }

    /// A page of an incident's alerts, by the time of their last activity.
    public func alerts(
        of incident: IncidentID, limit: Int, offset: Int = 0, newestFirst: Bool = false
    ) throws -> [Alert] {
        let page: [SQLValue] = [.integer(Int64(limit)), .integer(Int64(offset))]
        let clause = ViewClause.alerts(view)
        let statement =
            view.isEverything && !newestFirst
            ? AlertSQL.ofIncident : SQLStatement(building: AlertSQL.pageOfIncident(clause.text, newestFirst: newestFirst))
        return try session.all(statement, [.integer(incident.number)] + clause.arguments + page) { Alert(row: $0) }
            .map(completed)
    }

    func completed(_ alert: Alert) throws -> Alert {
        var alert = alert
        alert.comments = try alert.report.sourceComments + comments(on: nil, alert: alert.id)
        return alert
    }

    /// What correlation saw of the alerts with numbers in a range, in their order.
    public func observed(after alert: Int64, through last: Int64, _ body: (ObservedAlert) throws -> Void) throws {
        try session.query(AlertSQL.observed, [.integer(alert), .integer(last)]) { try body(ObservedAlert(row: $0)) }
    }

    public func observed(_ alert: AlertID) throws -> ObservedAlert? {
        try session.first(AlertSQL.observedOne, [.integer(alert.number)]) { ObservedAlert(row: $0) }
    }

    /// The entities of an alert with their keys.
    public func entities(of alert: AlertID) throws -> [EntityLink] {
        let text = try session.first(AlertSQL.entities, [.integer(alert.number)]) { $0.text(0) } ?? ""
        return try ObservedEntity.list(text).compactMap { stored in try entity(stored.entity).map(stored.link) }
    }
}
