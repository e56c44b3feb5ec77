internal import CaseStore
internal import KQL
internal import Primitives
internal import SecurityModel

/// `SecurityAlert`: one row an alert, by the column names of Microsoft Sentinel.
enum SecurityAlertTable {
    private typealias Column = RowColumn<Alert>

    static let table = StoreTable<Alert>(
        name: "SecurityAlert", summary: "One row an alert as it stands now, by the names of Microsoft Sentinel.",
        rowColumns: [
            Column("TimeGenerated", .datetime, "When the alert was taken in.") { .datetime($0.created.ticks) },
            Column("SystemAlertId", .string, "The alert's id.") { .string($0.id.description) },
            Column("DisplayName", .string, "What the detector calls it.") { .string($0.report.title) },
            Column("AlertName", .string, "The same as DisplayName.") { .string($0.report.title) },
            Column("AlertSeverity", .string, "How grave it is: High, Medium, Low or Informational.") {
                .string(AlertWords.severity($0.severity))
            },
            Column("Description", .string, "What it is about.") { .string($0.report.description) },
            Column("ProviderName", .string, "The product that raised it.") { .string(AlertWords.service($0.report)) },
            Column("ProductName", .string, "The product's own name.") { .string($0.report.productName) },
            Column("ProductComponentName", .string, "The sensor inside the product.") {
                .string(AlertWords.spaced($0.report.detectionSource.name))
            },
            Column("VendorName", .string, "Who makes the product.") { .string(AlertWords.service($0.report)) },
            Column("AlertLink", .string, "The alert's page, from the server's address on.") { .string("/alerts/\($0.id)") },
            .detail("ConfidenceLevel", .string, "How sure the product is, in a word.", of: \.report.additionalData),
            .detail("ConfidenceScore", .real, "How sure the product is, up to 1.", of: \.report.additionalData),
            .detail("ExtendedLinks", .string, "Pages that belong to it.", of: \.report.additionalData),
            .nothing("SourceComputerId", .string), .nothing("WorkspaceResourceGroup", .string),
            .nothing("WorkspaceSubscriptionId", .string),
            Column("VendorOriginalId", .string, "The product's id of the alert.") { .string($0.report.providerAlertId) },
            Column("AlertType", .string, "The detector's id.") { .string($0.report.detectorId) },
            Column("StartTime", .datetime, "The beginning of what it is about.") { .datetime($0.report.firstActivity.ticks) },
            Column("EndTime", .datetime, "The end of what it is about.") { .datetime($0.report.lastActivity.ticks) },
            Column("ProcessingEndTime", .datetime, "When the alert was taken in.") { .datetime($0.created.ticks) },
            Column("Status", .string, "New, InProgress or Resolved.") { .string($0.status.name.withCapital) },
            Column("CompromisedEntity", .string, "The first thing hit.") { alert in
                .string((alert.report.evidence.first { $0.kind == .device } ?? alert.report.evidence.first)?.title ?? "")
            },
            Column("Tactics", .string, "The tactics of ATT&CK, with commas between.") {
                .string($0.report.tactics.tactics.map(\.category).joined(separator: ", "))
            },
            Column("Techniques", .string, "The techniques' ids, as a list in JSON.") {
                .string(JSONValue.texts(Set($0.report.techniques.map(\.parent.id)).sorted()).text)
            },
            Column("SubTechniques", .string, "The sub-techniques' ids, as a list in JSON.") {
                .string(JSONValue.texts($0.report.techniques.map(\.id).filter { $0.contains(".") }).text)
            },
            Column("Entities", .string, "The things that it names, as a list in JSON.") {
                .string(JSONValue.array($0.report.evidence.map { .object(SentinelEntities.json($0)) }).text)
            },
            Column("ExtendedProperties", .string, "What else the product says, as an object in JSON.") {
                .string(JSONValue.object($0.report.additionalData).text)
            },
            Column("RemediationSteps", .string, "What to do, in the product's words.") {
                .string($0.report.recommendedActions)
            },
            Column("IsIncident", .bool, "Always false: incidents have a table of their own.") { _ in .bool(false) },
            Column("Timestamp", .datetime, "The same as TimeGenerated.") { .datetime($0.created.ticks) },
            Column("Type", .string, "The table's name.") { _ in .string("SecurityAlert") },
        ],
        pages: { try CasePages.alerts($0, $1) }
    )
    .completed([("ResourceId", .string)])
}

/// Evidence as the entities of Sentinel's alerts.
enum SentinelEntities {
    /// What Sentinel calls a kind, and its fields by the paths of ours.
    private static let shapes: [EvidenceKind: (type: String, fields: [(name: String, path: String)])] = [
        .user: (
            "account",
            [
                ("Name", "userAccount.accountName"), ("NTDomain", "userAccount.domainName"), ("Sid", "userAccount.userSid"),
                ("AadUserId", "userAccount.azureAdUserId"), ("DisplayName", "userAccount.displayName"),
                ("UserPrincipalName", "userAccount.userPrincipalName"),
            ]
        ),
        .device: (
            "host",
            [
                ("HostName", "hostName"), ("DnsDomain", "dnsDomain"), ("NTDomain", "ntDomain"), ("FQDN", "deviceDnsName"),
                ("OSFamily", "osPlatform"), ("MdatpDeviceId", "mdeDeviceId"),
            ]
        ),
        .ip: ("ip", [("Address", "ipAddress")]),
        .url: ("url", [("Url", "url")]),
        .dns: ("dns", [("DomainName", "domainName")]),
        .file: (
            "file",
            [
                ("Name", "fileDetails.fileName"), ("Directory", "fileDetails.filePath"), ("SHA256", "fileDetails.sha256"),
                ("SHA1", "fileDetails.sha1"),
            ]
        ),
        .process: ("process", [("CommandLine", "processCommandLine"), ("ImageFile", "imageFile.fileName")]),
        .mailbox: ("mailbox", [("MailboxPrimaryAddress", "primaryAddress"), ("Upn", "upn")]),
        .analyzedMessage: (
            "mailMessage",
            [
                ("Recipient", "recipientEmailAddress"), ("Subject", "subject"), ("NetworkMessageId", "networkMessageId"),
                ("InternetMessageId", "internetMessageId"), ("SenderIP", "senderIp"), ("P2Sender", "p2Sender.emailAddress"),
            ]
        ),
        .cloudApplication: ("cloud-application", [("Name", "displayName"), ("InstanceName", "instanceName")]),
        .azureResource: ("azure-resource", [("ResourceId", "resourceId")]),
        .malware: ("malware", [("Name", "name"), ("Category", "category")]),
        .registryKey: ("registry-key", [("Hive", "registryHive"), ("Key", "registryKey")]),
        .registryValue: ("registry-value", [("Name", "registryValueName"), ("Value", "registryValue")]),
        .securityGroup: ("security-group", [("DistinguishedName", "displayName"), ("SID", "sid")]),
    ]

    static func json(_ evidence: Evidence) -> JSONObject {
        guard let shape = shapes[evidence.kind] else {
            return JSONObject([
                .init(name: "Type", value: .string(evidence.kind.rawValue)), .init(name: "Name", value: .string(evidence.title)),
            ])
        }
        let fields = shape.fields.compactMap { field in
            evidence.text(field.path).map { JSONObject.Member(name: field.name, value: .string($0)) }
        }
        return JSONObject([.init(name: "Type", value: .string(shape.type))] + fields)
    }
}
