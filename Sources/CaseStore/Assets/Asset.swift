public import Primitives
internal import SQL
public import SecurityModel

/// Something that the organisation owns, as alerts name it, with what people and rules say of it.
///
/// Assets are entities of the kinds that are owned by nature. One that products call by several names (a device by its host
/// name and by an id) is listed under each, unless a list folds names (`AssetQuery.foldsNames`).
public struct Asset: Sendable {
    /// The number of the entity.
    public var id: Int64
    public var key: EntityKey
    public var firstSeen: Timestamp
    public var lastSeen: Timestamp
    public var alertCount: Int64
    /// What a person set; `nil` where the rules decide.
    public var level: CriticalAsset.Level?
    /// What the rules say.
    public var ruleLevel: CriticalAsset.Level
    public var tags: [String]

    /// Incidents that are counted for an asset, at most.
    public static let countedIncidents = 1000
    /// Tags of one asset, at most.
    public static let maximumTags = 50
    /// Characters of a tag, at most.
    public static let maximumTagLength = 64

    /// How much the organisation depends on it.
    public var criticality: CriticalAsset.Level { level ?? ruleLevel }

    init(row: any SQLRow) {
        id = row.integer(0)
        key = EntityKey(row: row, from: 1)
        firstSeen = Timestamp(ticks: row.integer(4))
        lastSeen = Timestamp(ticks: row.integer(5))
        alertCount = row.integer(6)
        level = row.optionalInteger(7).flatMap { CriticalAsset.Level(rawValue: UInt8($0)) }
        ruleLevel = CriticalAsset.Level(rawValue: UInt8(row.integer(8))) ?? .none
        tags = []
    }
}

/// What people say of an asset, by its name.
public struct AssetSetting: Hashable, Sendable {
    public var level: CriticalAsset.Level?
    public var tags: [String]

    public init(level: CriticalAsset.Level? = nil, tags: [String] = []) {
        self.level = level
        self.tags = tags
    }
}

/// A stored rule of criticality.
public struct AssetRule: Hashable, Sendable {
    /// 1 and up, given by the store.
    public var id: Int64
    public var name: String
    public var rule: CriticalAsset
    public var created: Timestamp
    public var createdBy: String

    public init(id: Int64 = 0, name: String, rule: CriticalAsset, created: Timestamp = .distantPast, createdBy: String = "") {
        self.id = id
        self.name = name
        self.rule = rule
        self.created = created
        self.createdBy = createdBy
    }
}
