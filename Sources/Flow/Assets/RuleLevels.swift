internal import CaseStore
internal import SecurityModel

/// What the rules said last of each asset that they say something of; the store keeps it for the list of assets.
struct RuleLevels {
    private var known: [Int64: CriticalAsset.Level]

    init(_ reader: CaseReader) throws {
        known = try reader.assetRuleLevels()
    }

    /// Notes what the rules say now, where it is not what they said before.
    mutating func note(_ criticality: UInt8, of entity: Int64, in transaction: CaseTransaction) throws {
        let level = CriticalAsset.Level(rawValue: criticality) ?? .none
        guard level != known[entity] ?? .none else { return }
        try transaction.setRuleLevel(level, of: entity)
        known[entity] = level == .none ? nil : level
    }

    /// Notes what the rules said of the assets that alerts name. What a person said is no word of theirs.
    mutating func note(_ alerts: [NewAlert], by rules: AssetRules, in transaction: CaseTransaction) throws {
        guard !rules.criticalAssets.isEmpty || !known.isEmpty else { return }
        for alert in alerts {
            for link in alert.entities where link.key.kind.isAssetByNature && rules.settings[link.key]?.level == nil {
                try note(link.criticality, of: link.entity, in: transaction)
            }
        }
    }
}
