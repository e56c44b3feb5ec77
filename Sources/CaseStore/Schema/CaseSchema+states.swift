extension CaseSchema {
    /// Incidents by their state, for counting: how many are on the queue and how many are kept off it. What changes with each
    /// alert is not in it.
    static let states = [
        "CREATE INDEX incidents_by_state ON incidents (on_queue, status, severity, classification, determination, owner)"
    ]
}
