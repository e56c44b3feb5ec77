public import Primitives
internal import SQL
public import SecurityModel

/// An alert as correlation saw it when it came, which nothing changes later.
public struct ObservedAlert: Sendable {
    public var id: AlertID
    public var time: Timestamp
    public var detector: Int64
    /// The number of the way in that it came by.
    public var source: Int64
    public var entities: [ObservedEntity]
    public var tactics: TacticSet
    public var severity: AlertSeverity
    public var isExcluded: Bool
    public var deviceGroup: Int32
    /// It names a threat, a family of threats or an actor.
    public var isNamedThreat: Bool

    init(row: any SQLRow) {
        id = AlertID(row.integer(0))
        time = Timestamp(ticks: row.integer(1) & ~ObservedAlert.namedThreat)
        isNamedThreat = row.integer(1) & ObservedAlert.namedThreat != 0
        detector = row.integer(2)
        entities = ObservedEntity.list(row.text(3))
        tactics = TacticSet(rawValue: UInt32(row.integer(4)))
        severity = AlertSeverity(rawValue: UInt8(row.integer(5))) ?? .unknown
        isExcluded = row.bool(6)
        deviceGroup = Int32(row.integer(7))
        source = row.integer(8)
    }

    /// The column `observed`: the time in its lower 62 bits, of which the year 9999 leaves none over, and a flag above.
    static func field(_ alert: NewAlert) -> Int64 {
        alert.report.firstActivity.ticks | (alert.isNamedThreat ? namedThreat : 0)
    }

    private static let namedThreat: Int64 = 1 << 62
}

/// An entity of an alert as correlation saw it, by its number.
public struct ObservedEntity: Hashable, Sendable {
    public var entity: Int64
    public var roles: RoleSet
    public var thing: UInt16
    public var criticality: UInt8

    public init(entity: Int64, roles: RoleSet, thing: UInt16 = 0, criticality: UInt8 = 0) {
        self.entity = entity
        self.roles = roles
        self.thing = thing
        self.criticality = criticality
    }

    /// The link, once the key behind the number is known.
    public func link(_ key: EntityKey) -> EntityLink {
        EntityLink(entity: entity, key: key, roles: roles, thing: thing, criticality: criticality)
    }

    /// Links as the text that an alert's row keeps: `entity:roles:thing:criticality` with a blank between; zeros at the
    /// end are left out.
    static func text(_ links: [EntityLink]) -> String {
        links.map { link in
            var fields = [link.entity, Int64(link.roles.rawValue), Int64(link.thing), Int64(link.criticality)]
            while fields.count > 2, fields.last == 0 { fields.removeLast() }
            return fields.map(String.init).joined(separator: ":")
        }.joined(separator: " ")
    }

    static func list(_ text: String) -> [ObservedEntity] {
        text.split(separator: " ").compactMap { part in
            let fields = part.split(separator: ":")
            guard fields.count >= 2, let entity = Int64(fields[0]), let roles = UInt32(fields[1]) else { return nil }
            return ObservedEntity(
                entity: entity, roles: RoleSet(rawValue: roles), thing: fields.count > 2 ? UInt16(fields[2]) ?? 0 : 0,
                criticality: fields.count > 3 ? UInt8(fields[3]) ?? 0 : 0)
        }
    }
}
