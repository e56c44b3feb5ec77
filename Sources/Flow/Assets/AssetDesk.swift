public import CaseStore
internal import Correlation
internal import Primitives
public import SecurityModel

/// What people say about assets: how much depends on them, and their tags.
///
/// It counts for the alerts that follow, and at once for the rank of open incidents. The second is a decision like a merge:
/// it is remembered in its place among the alerts, so that a replay takes the same turn.
public struct AssetDesk: Sendable {
    /// Assets that a change of the rules is applied to at once, those seen last; the others follow with their next alert.
    public static let reviewedAssets = 20_000
    /// Stored rules, at most.
    public static let maximumRules = 1000
    /// Conditions of one rule, at most.
    public static let maximumConditions = 20
    /// Characters of a rule's name or of a condition, at most.
    public static let maximumText = 256

    private let flow: CaseFlow

    public init(flow: CaseFlow) {
        self.flow = flow
    }

    /// A change of one asset; `nil` leaves a field as it is.
    public struct Change: Sendable {
        public enum Criticality: Sendable {
            case byRules
            case level(CriticalAsset.Level)
        }

        public var criticality: Criticality?
        public var tags: [String]?

        public init(criticality: Criticality? = nil, tags: [String]? = nil) {
            self.criticality = criticality
            self.tags = tags
        }
    }

    /// Sets what people say of an asset, and answers it as it is then.
    /// - Throws: `AssetError`.
    public func update(_ id: Int64, _ change: Change, by actor: ChangeActor) async throws -> Asset {
        if let tags = change.tags { try AssetDesk.check(tags: tags) }
        return try await flow.change(by: actor) { transaction, state in
            guard let asset = try transaction.visible.asset(id) else { throw AssetError.noSuchAsset(id) }
            var setting = AssetSetting(level: asset.level, tags: change.tags.map { Set($0).sorted() } ?? asset.tags)
            switch change.criticality {
            case nil: break
            case .byRules: setting.level = nil
            case .level(let level): setting.level = level
            }
            guard setting != AssetSetting(level: asset.level, tags: asset.tags) else { return asset }
            try transaction.save(setting, of: asset)
            state.rules.settings[asset.key] = setting == AssetSetting() ? nil : setting
            try AssetReview(transaction).review([(asset.id, asset.key)], &state)
            return try transaction.reader.asset(id) ?? asset
        }
    }

    /// Stores a rule, applies it, and answers it with its number.
    /// - Throws: `AssetError`.
    public func add(_ rule: AssetRule, by actor: ChangeActor) async throws -> AssetRule {
        try AssetDesk.check(rule)
        return try await flow.change(by: actor) { transaction, state in
            guard try transaction.reader.assetRules().count < AssetDesk.maximumRules else { throw AssetError.tooManyRules }
            let rule = try transaction.insert(rule)
            try applyRules(transaction, &state)
            return rule
        }
    }

    /// Removes a rule and answers it.
    /// - Throws: `AssetError`.
    public func removeRule(_ id: Int64, by actor: ChangeActor) async throws -> AssetRule {
        try await flow.change(by: actor) { transaction, state in
            guard let rule = try transaction.deleteAssetRule(id) else { throw AssetError.noSuchRule(id) }
            try applyRules(transaction, &state)
            return rule
        }
    }

    private func applyRules(_ transaction: CaseTransaction, _ state: inout FlowState) throws {
        state.rules.criticalAssets = try transaction.reader.assetRules().map(\.rule)
        try AssetReview(transaction).review(try transaction.reader.recentAssets(limit: AssetDesk.reviewedAssets), &state)
    }

    private static func check(tags: [String]) throws(AssetError) {
        guard tags.count <= Asset.maximumTags else { throw .tooManyTags }
        for tag in tags where tag.isEmpty || tag.count > Asset.maximumTagLength { throw .badTag(tag) }
    }

    private static func check(_ rule: AssetRule) throws(AssetError) {
        guard !rule.name.isEmpty, rule.name.count <= maximumText else { throw .badName }
        guard rule.rule.kind.isAssetByNature else { throw .badKind(rule.rule.kind) }
        let texts = rule.rule.conditions.compactMap { $0.json.object?.members.first?.value.string }
        guard !rule.rule.conditions.isEmpty, rule.rule.conditions.count <= maximumConditions,
            texts.allSatisfy({ $0.count <= maximumText })
        else { throw .badConditions }
    }
}

/// Why something cannot be said of an asset.
public enum AssetError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchAsset(Int64)
    case noSuchRule(Int64)
    case tooManyTags
    case tooManyRules
    case badTag(String)
    case badName
    case badKind(EntityKind)
    case badConditions

    public var description: String {
        switch self {
        case .noSuchAsset(let id): "there is no asset \(id)"
        case .noSuchRule(let id): "there is no rule \(id)"
        case .tooManyTags: "an asset has at most \(Asset.maximumTags) tags"
        case .tooManyRules: "there are \(AssetDesk.maximumRules) rules already; remove one first"
        case .badTag(let tag): "'\(tag)' cannot be a tag: take 1 to \(Asset.maximumTagLength) characters"
        case .badName: "a rule has a name of 1 to \(AssetDesk.maximumText) characters"
        case .badKind(let kind):
            "'\(kind.name)' is no kind of asset; take "
                + EntityKind.allCases.filter(\.isAssetByNature).map(\.name).joined(separator: ", ")
        case .badConditions:
            "a rule has 1 to \(AssetDesk.maximumConditions) conditions, each of at most \(AssetDesk.maximumText) characters"
        }
    }
}
