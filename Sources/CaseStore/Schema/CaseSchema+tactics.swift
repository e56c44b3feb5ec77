extension CaseSchema {
    /// The queue's orders with the tactics beside the other columns that filters read, so that a filter by tactic looks at
    /// no other table.
    static let tacticOrders = [
        ("incidents_by_update", "last_update", ", created"), ("incidents_by_priority", "priority", ", created"),
        ("incidents_by_creation", "created", ""),
    ].flatMap { name, order, rest in
        [
            "DROP INDEX \(name)",
            """
            CREATE INDEX \(name) ON incidents (\(order), id, on_queue, status, severity, classification, determination,
                owner, tactics\(rest))
            """,
        ]
    }
}
