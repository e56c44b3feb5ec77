internal import Primitives
internal import SecurityModel

/// Evidence as the older interfaces show it: flat, with the kind in `entityType`.
struct DefenderEntity {
    private let evidence: Evidence

    init(_ evidence: Evidence) {
        self.evidence = evidence
    }

    /// The kinds that these interfaces know; others are not shown there.
    private static let types: [EvidenceKind: String] = [
        .user: "User", .ip: "Ip", .url: "Url", .dns: "Url", .file: "File", .process: "Process", .mailbox: "MailBox",
        .analyzedMessage: "MailMessage", .mailCluster: "MailCluster", .registryKey: "Registry", .registryValue: "Registry",
        .securityGroup: "SecurityGroup", .cloudApplication: "CloudApplication", .oauthApplication: "OAuthApplication",
    ]

    /// For each flat field of every kind the fields of evidence that it may come from.
    private static let fields: [(name: String, paths: [String])] = [
        ("sha1", ["fileDetails.sha1", "imageFile.sha1"]), ("sha256", ["fileDetails.sha256", "imageFile.sha256"]),
        ("fileName", ["fileDetails.fileName", "imageFile.fileName"]),
        ("filePath", ["fileDetails.filePath", "imageFile.filePath"]),
        ("processCommandLine", ["processCommandLine"]), ("processCreationTime", ["processCreationDateTime"]),
        ("parentProcessCreationTime", ["parentProcessCreationDateTime"]),
        ("parentProcessFileName", ["parentProcessImageFile.fileName"]),
        ("parentProcessFilePath", ["parentProcessImageFile.filePath"]),
        ("ipAddress", ["ipAddress"]), ("url", ["url", "domainName"]),
        ("registryKey", ["registryKey"]), ("registryHive", ["registryHive"]), ("registryValueType", ["registryValueType"]),
        ("registryValue", ["registryValue"]), ("registryValueName", ["registryValueName"]),
        ("accountName", ["userAccount.accountName"]), ("domainName", ["userAccount.domainName"]),
        ("userSid", ["userAccount.userSid"]), ("aadUserId", ["userAccount.azureAdUserId"]),
        ("userPrincipalName", ["userAccount.userPrincipalName", "upn"]),
        ("sender", ["p1Sender.emailAddress", "p2Sender.emailAddress"]),
        ("recipient", ["recipientEmailAddress"]), ("subject", ["subject"]), ("deliveryAction", ["deliveryAction"]),
        ("detectionStatus", ["detectionStatus"]), ("deviceId", ["mdeDeviceId"]),
    ]
    /// The flat fields of one kind alone: the same field of evidence has another name in each.
    private static let ownFields: [EvidenceKind: [(name: String, paths: [String])]] = [
        .mailbox: [("mailboxAddress", ["primaryAddress", "upn"]), ("mailboxDisplayName", ["displayName"])],
        .securityGroup: [
            ("securityGroupId", ["securityGroupId", "sid"]), ("securityGroupName", ["displayName", "friendlyName"]),
        ],
        .mailCluster: [
            ("clusterBy", ["clusterBy"]), ("clusterByValue", ["clusterByValue"]), ("query", ["query"]), ("urn", ["urn"]),
        ],
        .cloudApplication: [("applicationName", ["displayName"]), ("instanceName", ["instanceName"])],
        .oauthApplication: [("applicationName", ["displayName"]), ("applicationId", ["appId", "objectId"])],
    ]

    /// `nil` for kinds that are not shown, devices among them.
    var json: JSONObject? {
        guard let type = DefenderEntity.types[evidence.kind] else { return nil }
        var members: [JSONObject.Member] = [
            .init(name: "entityType", value: .string(type)),
            .init(name: "evidenceCreationTime", value: evidence.created.map { .string($0.rfc3339) } ?? .null),
            .init(name: "verdict", value: .string(evidence.verdict.name.withCapital)),
            .init(name: "remediationStatus", value: .string(evidence.remediationStatus.name.withCapital)),
        ]
        for (name, paths) in DefenderEntity.fields + (DefenderEntity.ownFields[evidence.kind] ?? []) {
            guard let text = paths.lazy.compactMap(evidence.text).first else { continue }
            members.append(.init(name: name, value: .string(text)))
        }
        for (name, field) in [
            ("processId", "processId"), ("parentProcessId", "parentProcessId"), ("emailCount", "emailCount"),
        ] {
            if let number = evidence.fields[field]?.integer { members.append(.init(name: name, value: .integer(number))) }
        }
        return JSONObject(members)
    }
}
