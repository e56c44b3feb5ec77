extension CaseSchema {
    /// Alerts by their titles: there are few titles, so a part of one is looked for in the titles and not in the alerts.
    static let alertTitles = ["CREATE INDEX alerts_by_title ON alerts (title, created)"]
}
