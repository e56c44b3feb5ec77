internal import SQL
internal import SecurityModel

extension CaseSchema {
    /// What the names of one account or host share, and under which other name one stands in lists of assets.
    static let assetNames = [
        "ALTER TABLE entities ADD COLUMN shared_name TEXT",
        "ALTER TABLE entities ADD COLUMN listed_under BIGINT",
        "CREATE INDEX entities_by_shared_name ON entities (kind, shared_name) WHERE shared_name IS NOT NULL",
        "CREATE INDEX entities_by_list ON entities (listed_under) WHERE listed_under IS NOT NULL",
    ]

    @Sendable static func fillAssetNames(_ writer: any SQLWriter) throws {
        var names: [EntityKey: [(id: Int64, key: EntityKey)]] = [:]
        for (id, key) in try writer.all(AssetNameSQL.all, [], { ($0.integer(0), EntityKey(row: $0, from: 1)) }) {
            guard let shared = key.sharedName else { continue }
            try writer.execute(AssetNameSQL.share, [.text(shared), .integer(id)])
            names[EntityKey(key.kind, shared, .weak), default: []].append((id, key))
        }
        for group in names.values where group.count > 1 { try AssetNameSQL.list(group, writer) }
    }
}
