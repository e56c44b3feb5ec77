extension CaseSchema {
    /// What people say of assets. `rule_level` is what the rules made of an asset when its last alert came, or when they
    /// last changed; `level` is a person's word and goes before it.
    static let assetTables = [
        """
        CREATE TABLE assets (
            entity BIGINT PRIMARY KEY, level BIGINT, rule_level BIGINT NOT NULL, last_update BIGINT NOT NULL,
            last_modified_by TEXT NOT NULL)
        """,
        "CREATE TABLE asset_tags (tag TEXT NOT NULL, entity BIGINT NOT NULL, PRIMARY KEY (tag, entity)) /*clustered*/",
        "CREATE INDEX tags_by_asset ON asset_tags (entity, tag)",
        """
        CREATE TABLE asset_rules (
            id BIGINT PRIMARY KEY, name TEXT NOT NULL, kind BIGINT NOT NULL, conditions TEXT NOT NULL, level BIGINT NOT NULL,
            created BIGINT NOT NULL, created_by TEXT NOT NULL)
        """,
    ]
}
