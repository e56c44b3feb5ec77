extension CaseSchema {
    /// The zone in which a source writes times that say none; empty for UTC.
    static let sourceZones = ["ALTER TABLE sources ADD COLUMN time_zone TEXT NOT NULL DEFAULT ''"]

    /// Machines that records are about which name none.
    static let sourceDevices = ["ALTER TABLE sources ADD COLUMN device_name TEXT NOT NULL DEFAULT ''"]
}
