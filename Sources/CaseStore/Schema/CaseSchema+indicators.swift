extension CaseSchema {
    /// Indicators that people and programs set. `fields` is JSON under the names of the public API.
    static let indicatorTables = [
        """
        CREATE TABLE indicators (
            id BIGINT PRIMARY KEY, type TEXT NOT NULL, value TEXT NOT NULL, fields TEXT NOT NULL, created BIGINT NOT NULL,
            created_by TEXT NOT NULL, last_update BIGINT NOT NULL, last_updated_by TEXT NOT NULL, UNIQUE (type, value))
        """
    ]
}
