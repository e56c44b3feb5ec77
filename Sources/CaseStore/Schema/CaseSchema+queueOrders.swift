extension CaseSchema {
    /// What lists of incidents are ordered by beside their priority and their creation.
    ///
    /// The index of updates, which is written with each alert anyway, holds what else changes then, so that a page by any of that is
    /// picked out of it. The index of names holds what filters read, and is an order of its own.
    static let queueOrders = [
        "DROP INDEX incidents_by_update",
        "CREATE INDEX incidents_by_update ON incidents (last_update, id, on_queue, status, severity, classification, "
            + "determination, owner, created, first_activity, last_activity, alert_count, tactics)",
        "DROP INDEX incidents_by_name",
        "CREATE INDEX incidents_by_name ON incidents (search_name, id, on_queue, status, severity, classification, "
            + "determination, owner, created)",
    ]
}
