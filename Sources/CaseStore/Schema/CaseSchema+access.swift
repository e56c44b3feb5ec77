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
}
