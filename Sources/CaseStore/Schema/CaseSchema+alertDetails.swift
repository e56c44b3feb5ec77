extension CaseSchema {
    /// The custom details that people gave an alert, as JSON; empty where they are those of the report.
    static let alertDetails = ["ALTER TABLE alerts ADD COLUMN custom_details TEXT NOT NULL DEFAULT ''"]
}
