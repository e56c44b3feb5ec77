internal import CaseStore
internal import KQL
internal import Primitives
internal import SecurityModel

/// A piece of evidence in its alert.
struct EvidenceRow {
    var alert: Alert
    var evidence: Evidence
    /// The alert's device where it has one alone: things without a device of their own lay there.
    var device: Evidence?

    func text(_ paths: [String]) -> Value {
        for path in paths {
            if let text = evidence.text(path) { return .string(text) }
        }
        return .string("")
    }

    /// The text of a field where the evidence is of one of the kinds.
    func text(_ path: String, of kinds: Set<EvidenceKind>) -> Value {
        .string(kinds.contains(evidence.kind) ? evidence.text(path) ?? "" : "")
    }

    func ofDevice(_ paths: [String]) -> Value {
        for path in paths {
            if let text = evidence.kind == .device ? evidence.text(path) : device?.text(path) { return .string(text) }
        }
        return .string("")
    }

    func number(_ paths: [String]) -> Value {
        for path in paths {
            var value: JSONValue? = .object(evidence.fields)
            for name in path.split(separator: ".") { value = value?[String(name)] }
            if let value, case .integer(let number) = value { return .long(number) }
        }
        return .null
    }
}

/// `AlertEvidence`: one row for each thing that an alert names.
enum AlertEvidenceTable {
    private typealias Column = RowColumn<EvidenceRow>

    static let table = StoreTable<EvidenceRow>(
        name: "AlertEvidence", summary: "One row for each thing that an alert names: device, user, file, address and so on.",
        rowColumns: aboutAlert + aboutRole + things + [
            Column("AdditionalFields", .dynamic, "All that is known of it, by the names of Microsoft Graph.") {
                Value(.object($0.evidence.json))
            },
            Column("ReportId", .long, "The alert's number.") { .long($0.alert.id.number) },
            Column("TimeGenerated", .datetime, "The same as Timestamp.") { .datetime($0.alert.created.ticks) },
            Column("Type", .string, "The table's name.") { _ in .string("AlertEvidence") },
        ],
        pages: { reader, bounds in
            let alerts = try CasePages.alerts(reader, bounds)
            return { try alerts()?.flatMap(rows) }
        }
    ).completed()

    private static func rows(_ alert: Alert) -> [EvidenceRow] {
        let devices = alert.report.evidence.filter { $0.kind == .device }
        return alert.report.evidence.map {
            EvidenceRow(alert: alert, evidence: $0, device: devices.count == 1 ? devices.first : nil)
        }
    }

    private static let aboutAlert = [
        Column("Timestamp", .datetime, "When the record of the alert was made here: its createdDateTime.") {
            .datetime($0.alert.created.ticks)
        },
        Column("AlertId", .string, "The alert's id.") { .string($0.alert.id.description) },
        Column("Title", .string, "What the detector calls the alert.") { .string($0.alert.report.title) },
        Column("Categories", .string, "The tactics of ATT&CK, as a list in JSON.") {
            .string(AlertWords.categories($0.alert.report))
        },
        Column("AttackTechniques", .string, "The techniques of ATT&CK, as a list in JSON.") {
            .string(AlertWords.techniques($0.alert.report))
        },
        Column("ServiceSource", .string, "The product that raised the alert.") { .string(AlertWords.service($0.alert.report)) },
        Column("DetectionSource", .string, "The sensor or technology inside the product.") {
            .string(AlertWords.spaced($0.alert.report.detectionSource.name))
        },
        Column("Severity", .string, "How grave the alert is: High, Medium, Low or Informational.") {
            .string(AlertWords.severity($0.alert.severity))
        },
        Column("ThreatFamily", .string, "The family of threats that the alert names.") {
            .string($0.alert.report.threatFamilyName)
        },
    ]

    private static let aboutRole = [
        Column("EntityType", .string, "What it is: Machine, User, Ip, Url, File, Process and so on.") {
            .string(entityTypes[$0.evidence.kind] ?? $0.evidence.kind.rawValue.withCapital)
        },
        Column("EvidenceRole", .string, "Impacted for what the organisation owns, Related for the rest.") {
            .string(isImpacted($0.evidence) ? "Impacted" : "Related")
        },
        Column("EvidenceDirection", .string, "Source or Destination of a connection; empty where neither is said.") {
            let roles = $0.evidence.roles
            return .string(roles.contains(.source) ? "Source" : roles.contains(.destination) ? "Destination" : "")
        },
    ]

    private static let things = [
        Column("FileName", .string, "The file's name.") { $0.text(["fileDetails.fileName", "imageFile.fileName"]) },
        Column("FolderPath", .string, "The folder that it lies in.") { $0.text(["fileDetails.filePath", "imageFile.filePath"]) },
        Column("SHA1", .string, "Its SHA-1.") { $0.text(["fileDetails.sha1", "imageFile.sha1"]) },
        Column("SHA256", .string, "Its SHA-256.") { $0.text(["fileDetails.sha256", "imageFile.sha256"]) },
        Column("FileSize", .long, "Its size in bytes.") { $0.number(["fileDetails.fileSize", "imageFile.fileSize"]) },
        Column("ProcessCommandLine", .string, "The command line of a process.") { $0.text(["processCommandLine"]) },
        Column("RemoteIP", .string, "An address.") { $0.text("ipAddress", of: [.ip]) },
        Column("RemoteUrl", .string, "A URL or a domain name.") { $0.text(["url", "domainName"]) },
        Column("LocalIP", .string, "The address of the device.") { $0.ofDevice(["lastIpAddress"]) },
        Column("AccountName", .string, "The account's short name.") { $0.text(["userAccount.accountName"]) },
        Column("AccountDomain", .string, "Its domain.") { $0.text(["userAccount.domainName"]) },
        Column("AccountSid", .string, "Its security identifier.") { $0.text(["userAccount.userSid"]) },
        Column("AccountObjectId", .string, "Its object id in Entra ID.") { $0.text(["userAccount.azureAdUserId"]) },
        Column("AccountUpn", .string, "Its principal name.") {
            $0.text(["userAccount.userPrincipalName", "upn", "primaryAddress"])
        },
        Column("DeviceId", .string, "The device's id in Defender for Endpoint.") { $0.ofDevice(["mdeDeviceId"]) },
        Column("DeviceName", .string, "The device's full name; of other things, that of the alert's one device.") {
            $0.ofDevice(["deviceDnsName", "hostName"])
        },
        Column("NetworkMessageId", .string, "The message's id in the mail system.") { $0.text(["networkMessageId"]) },
        Column("EmailSubject", .string, "The message's subject.") {
            $0.text("subject", of: [.analyzedMessage, .submissionMail])
        },
        Column("Application", .string, "The cloud application.") { $0.text("displayName", of: [.cloudApplication]) },
        Column("ApplicationId", .int, "Its number.") { $0.number(["appId"]) },
        Column("OAuthApplicationId", .string, "The id of an OAuth application.") { $0.text("appId", of: [.oauthApplication]) },
        Column("RegistryKey", .string, "The registry's key.") { $0.text(["registryKey"]) },
        Column("RegistryValueName", .string, "The registry value's name.") { $0.text(["registryValueName"]) },
        Column("RegistryValueData", .string, "The registry value's data.") { $0.text(["registryValue"]) },
        Column("CloudResource", .string, "The cloud resource's name.") {
            $0.text("resourceName", of: [.azureResource, .amazonResource, .googleCloudResource])
        },
        Column("CloudPlatform", .string, "Whose cloud it is.") { .string(clouds[$0.evidence.kind] ?? "") },
    ]

    private static let clouds: [EvidenceKind: String] = [
        .azureResource: "Azure", .amazonResource: "Amazon Web Services", .googleCloudResource: "Google Cloud Platform",
    ]

    private static let entityTypes: [EvidenceKind: String] = [
        .device: "Machine", .analyzedMessage: "MailMessage", .registryKey: "RegistryKey", .registryValue: "RegistryValue",
        .cloudApplication: "CloudApplication", .oauthApplication: "OAuthApplication", .azureResource: "CloudResource",
        .amazonResource: "CloudResource", .googleCloudResource: "CloudResource",
    ]

    private static let owned: Set<EvidenceKind> = [
        .device, .user, .mailbox, .azureResource, .amazonResource, .googleCloudResource, .cloudApplication, .oauthApplication,
    ]

    private static func isImpacted(_ evidence: Evidence) -> Bool {
        if evidence.roles.contains(.compromised) || evidence.roles.contains(.attacked) { return true }
        return owned.contains(evidence.kind) && !evidence.roles.contains(.attacker)
    }
}
