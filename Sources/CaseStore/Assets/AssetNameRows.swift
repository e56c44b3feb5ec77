internal import SQL
internal import SecurityModel

extension CaseTransaction {
    /// Puts a new name beside those that share something with it.
    func list(_ key: EntityKey) throws {
        guard let shared = key.sharedName else { return }
        let alike = try session.all(AssetNameSQL.alike, [.integer(Int64(key.kind.rawValue)), .text(shared)]) {
            (id: $0.integer(0), key: EntityKey(row: $0, from: 1))
        }
        if alike.count > 1 { try AssetNameSQL.list(alike, session) }
    }
}

extension CaseReader {
    /// The other names under which an asset is known, that stand under its own in a list that folds names.
    public func names(of asset: Int64) throws -> [Asset] {
        guard view.isEverything else { return [] }
        return try session.all(AssetNameSQL.under, [.integer(asset)]) { Asset(row: $0) }.map(completed)
    }
}

enum AssetNameSQL {
    /// Names that share something, at most; of a name that more have (`administrator`) each stands for itself.
    static let most = 200

    static let all = SQLStatement(
        "assetName.all",
        """
        SELECT id, kind, value, strength FROM entities
        WHERE kind IN (\(EntityKind.device.rawValue), \(EntityKind.user.rawValue)) ORDER BY id
        """)
    static let share = SQLStatement("assetName.share", "UPDATE entities SET shared_name = ? WHERE id = ?")
    static let alike = SQLStatement(
        "assetName.alike",
        "SELECT id, kind, value, strength FROM entities WHERE kind = ? AND shared_name = ? LIMIT \(most + 1)")
    static let under = SQLStatement(
        "assetName.under",
        """
        SELECT \(AssetSQL.columns) FROM entities e LEFT JOIN assets a ON a.entity = e.id
        WHERE e.listed_under = ? AND e.alert_count > 0 ORDER BY e.alert_count DESC, e.id
        """)
    private static let move = SQLStatement(
        "assetName.move", "UPDATE entities SET listed_under = ? WHERE id = ? AND COALESCE(listed_under, 0) <> COALESCE(?, 0)")

    /// What a list that folds names leaves out: names that stand under others, ids of named ones, and a bare name that says
    /// nothing which several names in full do not.
    static let folded = """
        e.identifies IS NULL AND e.listed_under IS NULL AND NOT (e.shared_name IS NOT NULL AND e.shared_name = e.value
            AND e.alert_count <= COALESCE((
                SELECT SUM(f.alert_count) FROM entities f WHERE f.kind = e.kind AND f.shared_name = e.shared_name
                AND f.id <> e.id AND f.listed_under IS NULL), 0))
        """

    static func list(_ names: [(id: Int64, key: EntityKey)], _ writer: any SQLWriter) throws {
        let listed = names.count > most ? [:] : AssetNames.listed(names.map(\.key))
        let ids = Dictionary(names.map { ($0.key, $0.id) }, uniquingKeysWith: { first, _ in first })
        for (id, key) in names {
            let under = SQLValue(listed[key].flatMap { ids[$0] })
            try writer.execute(move, [under, .integer(id), under])
        }
    }
}
