internal import CaseStore
internal import KQL
internal import Primitives
internal import SecurityModel

/// `AlertInfo`: one row an alert.
enum AlertTables {
    static let info = StoreTable<Alert>(
        name: "AlertInfo", summary: "One row an alert: what was found, how grave it is, and who found it.",
        rowColumns: [
            RowColumn("Timestamp", .datetime, "When the record of the alert was made here: its createdDateTime.") {
                .datetime($0.created.ticks)
            },
            RowColumn("AlertId", .string, "The alert's id.") { .string($0.id.description) },
            RowColumn("Title", .string, "What the detector calls it.") { .string($0.report.title) },
            RowColumn("Category", .string, "The first tactic of ATT&CK that it is a sign of.") { .string($0.report.category) },
            RowColumn("Severity", .string, "How grave it is: High, Medium, Low or Informational.") {
                .string(AlertWords.severity($0.severity))
            },
            RowColumn("ServiceSource", .string, "The product that raised it.") { .string(AlertWords.service($0.report)) },
            RowColumn("DetectionSource", .string, "The sensor or technology inside the product.") {
                .string(AlertWords.spaced($0.report.detectionSource.name))
            },
            RowColumn("AttackTechniques", .string, "The techniques of ATT&CK, as a list in JSON.") {
                .string(AlertWords.techniques($0.report))
            },
            RowColumn("ReportId", .long, "The alert's number.") { .long($0.id.number) },
            RowColumn("TimeGenerated", .datetime, "The same as Timestamp.") { .datetime($0.created.ticks) },
            RowColumn("Type", .string, "The table's name.") { _ in .string("AlertInfo") },
        ],
        pages: { try CasePages.alerts($0, $1) }
    )
    .completed()
}

/// How the hunting tables word what alerts say.
enum AlertWords {
    /// The product that alerts name which are made here.
    static let own = "Watchfloor"

    static func severity(_ severity: AlertSeverity) -> String { severity.name.withCapital }

    /// The product: by the words of Microsoft's own tables where it is one of theirs, else as it is called.
    static func service(_ report: AlertReport) -> String {
        let name = report.serviceSource.name
        if report.productName == own { return own }
        if let known = services[name] { return known }
        if !report.productName.isEmpty { return report.productName }
        return ServiceSource.graphMembers.contains(name) ? spaced(name) : name
    }

    private static let services = [
        "azureAdIdentityProtection": "AAD Identity Protection",
        "microsoftDefenderForOffice365": "Microsoft Defender for Office 365",
        "microsoft365Defender": "Microsoft 365 Defender", "microsoftAppGovernance": "App Governance",
        "dataLossPrevention": "Microsoft Data Loss Prevention",
    ]

    /// `microsoftDefenderForEndpoint` as `Microsoft Defender for Endpoint`.
    static func spaced(_ name: String) -> String {
        var words = ""
        for letter in name {
            if letter.isUppercase, !words.isEmpty { words.append(" ") }
            words.append(letter)
        }
        return words.replacing(" For ", with: " for ").withCapital
    }

    static func techniques(_ report: AlertReport) -> String {
        JSONValue.array(report.techniques.map { .string("\($0.name) (\($0.id))") }).text
    }

    static func categories(_ report: AlertReport) -> String {
        JSONValue.array(report.tactics.tactics.map { .string($0.category) }).text
    }
}
