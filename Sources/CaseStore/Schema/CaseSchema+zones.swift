extension CaseSchema {
    /// The zone in which a source writes times that say none; empty for UTC.
    static let sourceZones = ["ALTER TABLE sources ADD COLUMN time_zone TEXT NOT NULL DEFAULT ''"]
}
