internal import Primitives
internal import SecurityModel

/// A piece of evidence in the dialect's vocabulary of entities. A file is also one of its hashes.
struct SentinelShape {
    var kind: String
    var friendlyName: String
    var properties: JSONObject
    /// Whether the keys of the evidence tell it apart; the content does otherwise.
    var isNamedByKeys = true

    var content: String { JSONValue.object(properties).text }

    private init(_ kind: String, _ name: String, _ properties: JSONObject, isNamedByKeys: Bool = true) {
        self.kind = kind
        friendlyName = name
        self.properties = properties
        self.isNamedByKeys = isNamedByKeys
    }

    /// Empty for evidence that the vocabulary has no word for.
    static func shapes(of evidence: Evidence) -> [SentinelShape] {
        let title = evidence.title
        switch evidence.kind {
        case .file: return file(evidence, "fileDetails")
        case .fileHash: return [hash(evidence.text("value") ?? "", evidence.text("algorithm") ?? "")]
        case .process: return process(evidence)
        case .malware: return [SentinelShape("Malware", title, read(evidence, malware), isNamedByKeys: false)]
        default:
            guard let (kind, fields) = kinds[evidence.kind] else { return [] }
            var properties = read(evidence, fields)
            if kind == "Account" { splitPrincipal(evidence, &properties) }
            return [SentinelShape(kind, title, properties)]
        }
    }

    private static func file(_ evidence: Evidence, _ path: String) -> [SentinelShape] {
        let name = evidence.text("\(path).fileName") ?? ""
        var properties = JSONObject()
        if !name.isEmpty { properties["fileName"] = .string(name) }
        if let folder = evidence.text("\(path).filePath") { properties["directory"] = .string(folder) }
        let hashes = [("sha256", "SHA256"), ("sha1", "SHA1"), ("md5", "MD5")].compactMap { field, algorithm in
            evidence.text("\(path).\(field)").map { hash($0, algorithm) }
        }
        let file = SentinelShape("File", name.isEmpty ? evidence.title : name, properties)
        return (properties.isEmpty ? [] : [file]) + hashes
    }

    private static func hash(_ value: String, _ algorithm: String) -> SentinelShape {
        let properties = JSONObject([
            .init(name: "hashValue", value: .string(value)), .init(name: "algorithm", value: .string(algorithm.uppercased())),
        ])
        return SentinelShape("FileHash", value, properties, isNamedByKeys: false)
    }

    private static func process(_ evidence: Evidence) -> [SentinelShape] {
        var properties = read(evidence, process)
        if let number = evidence.fields["processId"]?.integer { properties["processId"] = .string(String(number)) }
        let process = SentinelShape("Process", evidence.title, properties, isNamedByKeys: false)
        return (properties.isEmpty ? [] : [process]) + file(evidence, "imageFile")
    }

    private static func read(_ evidence: Evidence, _ fields: [(String, String)]) -> JSONObject {
        var properties = JSONObject()
        for (property, path) in fields where properties[property] == nil {
            if let text = evidence.text(path) { properties[property] = .string(text) }
        }
        return properties
    }

    /// `mara@contoso.example` is the name `mara` and the suffix behind it.
    private static func splitPrincipal(_ evidence: Evidence, _ properties: inout JSONObject) {
        let principal = evidence.text("userAccount.userPrincipalName") ?? properties["accountName"]?.string ?? ""
        let parts = principal.split(separator: "@")
        guard parts.count == 2 else { return }
        properties["upnSuffix"] = .string(String(parts[1]))
        if properties["accountName"]?.string?.contains("@") ?? true { properties["accountName"] = .string(String(parts[0])) }
    }

    private static let malware = [("malwareName", "name"), ("category", "category")]
    private static let process = [("commandLine", "processCommandLine"), ("creationTimeUtc", "processCreationDateTime")]

    /// The kind of each evidence, and where its properties are read from, best first.
    private static let kinds: [EvidenceKind: (String, [(String, String)])] = [
        .user: (
            "Account",
            [
                ("accountName", "userAccount.accountName"), ("ntDomain", "userAccount.domainName"),
                ("aadUserId", "userAccount.azureAdUserId"), ("aadTenantId", "userAccount.tenantId"),
                ("sid", "userAccount.userSid"), ("displayName", "userAccount.displayName"),
                ("objectGuid", "userAccount.activeDirectoryObjectGuid"),
            ]
        ),
        .device: (
            "Host",
            [
                ("hostName", "hostName"), ("hostName", "deviceDnsName"), ("dnsDomain", "dnsDomain"), ("ntDomain", "ntDomain"),
                ("netBiosName", "hostName"), ("osVersion", "osPlatform"), ("azureID", "vmMetadata.resourceId"),
            ]
        ),
        .ip: ("Ip", [("address", "ipAddress")]), .url: ("Url", [("url", "url")]),
        .dns: ("DnsResolution", [("domainName", "domainName")]),
        .mailbox: (
            "Mailbox", [("mailboxPrimaryAddress", "primaryAddress"), ("displayName", "displayName"), ("upn", "upn")]
        ),
        .analyzedMessage: (
            "MailMessage",
            [
                ("recipient", "recipientEmailAddress"), ("subject", "subject"), ("senderIP", "senderIp"),
                ("p1Sender", "p1Sender.emailAddress"), ("p2Sender", "p2Sender.emailAddress"),
                ("internetMessageId", "internetMessageId"), ("networkMessageId", "networkMessageId"),
                ("deliveryAction", "deliveryAction"), ("deliveryLocation", "deliveryLocation"),
            ]
        ),
        .mailCluster: ("MailCluster", [("query", "query"), ("clusterSourceIdentifier", "urn")]),
        .submissionMail: (
            "SubmissionMail",
            [
                ("networkMessageId", "networkMessageId"), ("recipient", "recipient"), ("sender", "sender"),
                ("subject", "subject"), ("submitter", "submitter"), ("senderIp", "senderIp"),
            ]
        ),
        .azureResource: ("AzureResource", [("resourceId", "resourceId")]),
        .cloudApplication: ("CloudApplication", [("appName", "displayName"), ("instanceName", "instanceName")]),
        .oauthApplication: ("CloudApplication", [("appName", "displayName"), ("appId", "appId")]),
        .registryKey: ("RegistryKey", [("hive", "registryHive"), ("key", "registryKey")]),
        .registryValue: ("RegistryValue", [("valueName", "registryValueName"), ("valueData", "registryValue")]),
        .securityGroup: (
            "SecurityGroup",
            [("distinguishedName", "distinguishedName"), ("sid", "sid"), ("objectGuid", "activeDirectoryObjectGuid")]
        ),
        .ioTDevice: ("IoTDevice", [("deviceId", "deviceId"), ("deviceName", "deviceName"), ("vendor", "manufacturer")]),
        .nic: ("Nic", [("macAddress", "macAddress")]),
    ]
}
