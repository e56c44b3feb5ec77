internal import Primitives
internal import SQL
public import SecurityModel

extension CaseReader {
    /// What people say of assets: only those of which they say anything.
    public func assetSettings() throws -> [EntityKey: AssetSetting] {
        var settings: [EntityKey: AssetSetting] = [:]
        try session.query(AssetRowSQL.levels, []) { row in
            settings[EntityKey(row: row)] = AssetSetting(level: CriticalAsset.Level(rawValue: UInt8(row.integer(3))))
        }
        try session.query(AssetRowSQL.tags, []) { settings[EntityKey(row: $0), default: AssetSetting()].tags.append($0.text(3)) }
        return settings
    }

    public func assetRules() throws -> [AssetRule] {
        try session.all(AssetRowSQL.rules, []) { row in
            AssetRule(
                id: row.integer(0), name: row.text(1),
                rule: CriticalAsset(
                    kind: EntityKind(rawValue: UInt8(row.integer(2))) ?? .other,
                    conditions: (try? JSONValue(parsing: row.text(3)))?.array?.compactMap(DeviceGroup.Condition.init(json:))
                        ?? [],
                    level: CriticalAsset.Level(rawValue: UInt8(row.integer(4))) ?? .none),
                created: Timestamp(ticks: row.integer(5)), createdBy: row.text(6))
        }
    }

    /// What the rules said last of each asset that they say something of.
    public func assetRuleLevels() throws -> [Int64: CriticalAsset.Level] {
        var levels: [Int64: CriticalAsset.Level] = [:]
        try session.query(AssetRowSQL.ruleLevels, []) {
            levels[$0.integer(0)] = CriticalAsset.Level(rawValue: UInt8($0.integer(1)))
        }
        return levels
    }

    /// The assets on which the organisation depends so much or more, as a person says or else the rules.
    public func assets(from level: CriticalAsset.Level) throws -> Set<Int64> {
        Set(try session.all(AssetRowSQL.critical, [.integer(Int64(level.rawValue))]) { $0.integer(0) })
    }

    /// The assets that were seen last.
    public func recentAssets(limit: Int) throws -> [(id: Int64, key: EntityKey)] {
        let (conditions, arguments) = AssetSQL.conditions(AssetQuery(), view)
        let text =
            "SELECT e.id, e.kind, e.value, e.strength FROM entities e WHERE \(conditions) ORDER BY e.last_seen DESC LIMIT ?"
        return try session.all(SQLStatement(building: text), arguments + [.integer(Int64(limit))]) {
            ($0.integer(0), EntityKey(row: $0, from: 1))
        }
    }
}

extension CaseTransaction {
    /// Stores what a person says of an asset.
    public func save(_ setting: AssetSetting, of asset: Asset) throws {
        try session.execute(
            AssetRowSQL.setLevel,
            [.integer(asset.id), SQLValue(setting.level.map { Int64($0.rawValue) }), .integer(time.ticks), .text(actor.name)])
        for tag in asset.tags where !setting.tags.contains(tag) {
            try session.execute(AssetRowSQL.removeTag, [.text(tag), .integer(asset.id)])
        }
        for tag in setting.tags where !asset.tags.contains(tag) {
            try session.execute(AssetRowSQL.addTag, [.text(tag), .integer(asset.id)])
        }
        try log.append(
            .assetUpdated, before: CaseTransaction.json(AssetSetting(level: asset.level, tags: asset.tags), of: asset.key),
            after: CaseTransaction.json(setting, of: asset.key))
    }

    private static func json(_ setting: AssetSetting, of key: EntityKey) -> JSONValue {
        [
            "asset": .string(key.description), "criticality": setting.level.map { .string($0.name) } ?? .null,
            "tags": .texts(setting.tags),
        ]
    }

    /// Notes what the rules say of an asset; a consequence of them, so nothing is logged.
    public func setRuleLevel(_ level: CriticalAsset.Level, of asset: Int64) throws {
        try session.execute(
            AssetRowSQL.setRuleLevel, [.integer(asset), .integer(Int64(level.rawValue)), .integer(time.ticks), .text(actor.name)])
    }

    /// Stores a rule and answers it with its number.
    public func insert(_ rule: AssetRule) throws -> AssetRule {
        var rule = rule
        rule.id = (try session.first(AssetRowSQL.lastRule) { $0.integer(0) } ?? 0) + 1
        (rule.created, rule.createdBy) = (time, actor.name)
        try session.execute(
            AssetRowSQL.insertRule,
            [
                .integer(rule.id), .text(rule.name), .integer(Int64(rule.rule.kind.rawValue)),
                .text(JSONValue.array(rule.rule.conditions.map(\.json)).text), .integer(Int64(rule.rule.level.rawValue)),
                .integer(time.ticks), .text(actor.name),
            ])
        try log.append(.assetRuleCreated, after: rule.logged)
        return rule
    }

    /// Removes a rule; `nil` where there is none of this number.
    public func deleteAssetRule(_ id: Int64) throws -> AssetRule? {
        guard let rule = try reader.assetRules().first(where: { $0.id == id }) else { return nil }
        try session.execute(AssetRowSQL.deleteRule, [.integer(id)])
        try log.append(.assetRuleDeleted, before: rule.logged)
        return rule
    }
}

extension AssetRule {
    fileprivate var logged: JSONValue {
        [
            "rule": .integer(id), "name": .string(name), "kind": .string(rule.kind.name),
            "conditions": .array(rule.conditions.map(\.json)), "criticality": .string(rule.level.name),
        ]
    }
}

private enum AssetRowSQL {
    static let levels = SQLStatement(
        "asset.levels",
        "SELECT e.kind, e.value, e.strength, a.level FROM assets a JOIN entities e ON e.id = a.entity WHERE a.level IS NOT NULL")
    static let tags = SQLStatement(
        "asset.allTags",
        "SELECT e.kind, e.value, e.strength, t.tag FROM asset_tags t JOIN entities e ON e.id = t.entity ORDER BY t.entity, t.tag")
    static let ruleLevels = SQLStatement("asset.ruleLevels", "SELECT entity, rule_level FROM assets WHERE rule_level > 0")
    static let critical = SQLStatement("asset.critical", "SELECT entity FROM assets WHERE COALESCE(level, rule_level) >= ?")
    static let setLevel = SQLStatement(
        "asset.setLevel",
        """
        INSERT INTO assets (entity, level, rule_level, last_update, last_modified_by) VALUES (?, ?, 0, ?, ?)
        ON CONFLICT (entity) DO UPDATE SET level = excluded.level, last_update = excluded.last_update,
            last_modified_by = excluded.last_modified_by
        """)
    static let setRuleLevel = SQLStatement(
        "asset.setRuleLevel",
        """
        INSERT INTO assets (entity, level, rule_level, last_update, last_modified_by) VALUES (?, NULL, ?, ?, ?)
        ON CONFLICT (entity) DO UPDATE SET rule_level = excluded.rule_level
        """)
    static let addTag = SQLStatement(
        "asset.addTag", "INSERT INTO asset_tags (tag, entity) VALUES (?, ?) ON CONFLICT (tag, entity) DO NOTHING")
    static let removeTag = SQLStatement("asset.removeTag", "DELETE FROM asset_tags WHERE tag = ? AND entity = ?")
    static let rules = SQLStatement(
        "assetRule.all", "SELECT id, name, kind, conditions, level, created, created_by FROM asset_rules ORDER BY id")
    static let lastRule = SQLStatement("assetRule.last", "SELECT MAX(id) FROM asset_rules")
    static let insertRule = SQLStatement(
        "assetRule.insert",
        "INSERT INTO asset_rules (id, name, kind, conditions, level, created, created_by) VALUES (?, ?, ?, ?, ?, ?, ?)")
    static let deleteRule = SQLStatement("assetRule.delete", "DELETE FROM asset_rules WHERE id = ?")
}
