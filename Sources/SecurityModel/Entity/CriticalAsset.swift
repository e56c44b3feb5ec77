/// A rule that says how much the organisation depends on some of its assets. Of several that take an asset, the highest
/// counts.
public struct CriticalAsset: Hashable, Sendable {
    public enum Level: UInt8, WireEnum {
        case none = 0
        case low, medium, high, veryHigh

        public var name: String { "\(self)" }
    }

    /// What sort of asset the rule is about. Conditions on addresses, tags and domains hold for devices; of accounts,
    /// mailboxes, cloud resources and applications there is a name, and tags where the alert gives them.
    public var kind: EntityKind
    /// All of them have to hold.
    public var conditions: [DeviceGroup.Condition]
    public var level: Level

    public init(kind: EntityKind = .device, conditions: [DeviceGroup.Condition], level: Level) {
        self.kind = kind
        self.conditions = conditions
        self.level = level
    }

    /// How critical an asset is; `none` where no rule takes it.
    public static func level(of asset: DeviceGroup.Device, kind: EntityKind, among rules: [CriticalAsset]) -> Level {
        let levels = rules.lazy.filter { rule in
            rule.kind == kind && DeviceGroup(id: 0, name: "", conditions: rule.conditions).takes(asset)
        }.map(\.level.rawValue)
        return levels.max().flatMap(Level.init(rawValue:)) ?? .none
    }
}
