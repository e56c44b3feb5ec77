extension CaseSchema {
    /// Why an incident is on the queue or kept off it, as JSON; empty until it is ranked again.
    static let queueGrounds = ["ALTER TABLE incidents ADD COLUMN queue_grounds TEXT NOT NULL DEFAULT '[]'"]
}
