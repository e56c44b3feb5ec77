extension CaseSchema {
    /// Who may come in. Secrets stand here as digests alone. `grants` and `scope` are JSON in the words of `Access`, which
    /// alone understands them.
    static let clientTables = [
        """
        CREATE TABLE api_clients (
            id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, secret_digest BYTEA NOT NULL, grants TEXT NOT NULL,
            scope TEXT NOT NULL, is_enabled BIGINT NOT NULL, generation BIGINT NOT NULL, created BIGINT NOT NULL,
            secret_created BIGINT NOT NULL)
        """
    ]

    /// A group without a place is no longer used; its number stays taken, as stored alerts carry it.
    static let deviceGroupTables = [
        "CREATE TABLE device_groups (id BIGINT PRIMARY KEY, name TEXT NOT NULL, place BIGINT, conditions TEXT NOT NULL)"
    ]

    /// `password` is a hash with its parameters, null for people who sign in elsewhere; a session is known by the digest of
    /// its token.
    static let peopleTables = [
        """
        CREATE TABLE people (
            account TEXT PRIMARY KEY, display_name TEXT NOT NULL, password TEXT, roles TEXT NOT NULL,
            is_enabled BIGINT NOT NULL, subject TEXT UNIQUE, created BIGINT NOT NULL, password_changed BIGINT NOT NULL)
        """,
        "CREATE TABLE roles (name TEXT PRIMARY KEY, permissions TEXT NOT NULL, scope TEXT NOT NULL)",
        """
        CREATE TABLE sessions (
            digest BYTEA PRIMARY KEY, account TEXT NOT NULL, created BIGINT NOT NULL, last_used BIGINT NOT NULL,
            address TEXT NOT NULL)
        """,
        "CREATE INDEX sessions_by_account ON sessions (account, created)",
    ]

    /// The groups that somebody was in when he last signed in by the identity provider.
    static let memberships = ["ALTER TABLE people ADD COLUMN member_of TEXT NOT NULL DEFAULT '[]'"]
}
