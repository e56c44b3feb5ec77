internal import SecurityModel

/// Queries that stand ready: for everybody, and about one thing.
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

    /// The columns of `AlertEvidence` that name things of a kind.
    private static func columns(of kind: EntityKind) -> [String] {
        switch kind {
        case .device: ["DeviceName"]
        case .user: ["AccountName", "AccountUpn"]
        case .mailbox: ["AccountUpn"]
        case .ip: ["RemoteIP", "LocalIP"]
        case .url, .domain: ["RemoteUrl"]
        case .file, .process: ["FileName"]
        default: []
        }
    }

    /// Where all alerts that name a thing are hunted for; `nil` for kinds that no column names.
    static func address(_ key: EntityKey) -> String? {
        let columns = columns(of: key.kind)
        guard !columns.isEmpty else { return nil }
        // An account may come with its domain before it, of which the table has a column of its own.
        let name = key.kind == .user ? key.value.split(separator: "\\").last.map(String.init) ?? key.value : key.value
        let tests = columns.map { "\($0) =~ \(literal(name))" }.joined(separator: " or ")
        let query = """
            AlertEvidence
            | where \(tests)
            | project Timestamp, Title, Severity, EntityType, DeviceName, AccountName, RemoteIP, FileName, AlertId
            | sort by Timestamp desc
            """
        return "/hunting".asking([("query", query), ("timespan", "P180D"), ("run", "1")])
    }

    /// A text as KQL writes it, whatever stands in it.
    static func literal(_ text: String) -> String {
        "@\"" + text.replacing("\"", with: "\"\"").filter { !$0.isNewline } + "\""
    }
}
