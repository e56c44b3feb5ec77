public import Primitives
internal import SQL
public import SecurityModel

/// An alert as correlation saw it when it came, which nothing changes later.
public struct ObservedAlert: Sendable {
    public var id: AlertID
    public var time: Timestamp
    public var detector: Int64
    public var entities: [(entity: Int64, roles: RoleSet)]
    public var tactics: TacticSet
    public var severity: AlertSeverity
    public var isExcluded: Bool
    public var deviceGroup: Int32

    init(row: any SQLRow) {
        id = AlertID(row.integer(0))
        time = Timestamp(ticks: row.integer(1))
        detector = row.integer(2)
        entities = EntityLink.pairs(row.text(3))
        tactics = TacticSet(rawValue: UInt32(row.integer(4)))
        severity = AlertSeverity(rawValue: UInt8(row.integer(5))) ?? .unknown
        isExcluded = row.bool(6)
        deviceGroup = Int32(row.integer(7))
    }
}
