/// Queries that stand ready for everybody.
enum GoHunt {
    static let ready: [HuntingPage.Query] = [
        HuntingPage.Query(
            name: "Alerts by severity, a day",
            query: """
                AlertInfo
                | summarize Alerts = count() by bin(Timestamp, 1d), Severity
                | render columnchart
                """),
        HuntingPage.Query(
            name: "Rules that fire most",
            query: """
                AlertInfo
                | summarize Alerts = count(), Last = max(Timestamp) by Title, DetectionSource
                | top 20 by Alerts
                """),
        HuntingPage.Query(
            name: "Addresses that strike several devices",
            query: """
                AlertEvidence
                | where isnotempty(RemoteIP) and isnotempty(DeviceName)
                | summarize Devices = dcount(DeviceName), Alerts = dcount(AlertId) by RemoteIP
                | where Devices > 1
                | top 50 by Devices
                """),
        HuntingPage.Query(
            name: "Accounts by their alerts",
            query: """
                AlertEvidence
                | where isnotempty(AccountName)
                | summarize Alerts = dcount(AlertId), Last = max(Timestamp) by AccountName
                | top 50 by Alerts
                """),
    ]

    /// A text as KQL writes it, whatever stands in it.
    static func literal(_ text: String) -> String {
        "@\"" + text.replacing("\"", with: "\"\"").filter { !$0.isNewline } + "\""
    }
}
