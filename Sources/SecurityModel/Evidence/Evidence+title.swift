internal import Primitives

extension Evidence {
    /// The text of a field; of an inner object's field with a dot between the names.
    public func text(_ path: String) -> String? {
        let text = path.utf8.contains(UInt8(ascii: ".")) ? inner(path) : fields[path]?.string
        guard let text, !text.isEmpty else { return nil }
        return text
    }

    private func inner(_ path: String) -> String? {
        var value: JSONValue?
        for name in path.utf8.split(separator: UInt8(ascii: ".")) {
            let name = String(Substring(name))
            value = value == nil ? fields[name] : value?[name]
            if value == nil { return nil }
        }
        return value?.string
    }

    /// What a person calls it: the first of the kind's naming fields that is filled.
    public var title: String {
        for path in Evidence.namingFields[kind] ?? [] {
            if let text = text(path) { return text }
        }
        return kind.rawValue
    }

    private static let namingFields: [EvidenceKind: [String]] = [
        .activeDirectoryDomain: ["activeDirectoryDomainName"], .aiAgent: ["agentName", "agentId"],
        .amazonResource: ["resourceName", "amazonResourceId"],
        .analyzedMessage: ["subject", "internetMessageId", "networkMessageId"],
        .azureResource: ["resourceName", "resourceId"], .blob: ["name", "url"], .blobContainer: ["name", "url"],
        .cloudApplication: ["displayName", "instanceName"], .cloudLogonRequest: ["requestId"],
        .cloudLogonSession: ["sessionId"], .container: ["name", "containerId"], .containerImage: ["imageId"],
        .containerRegistry: ["registry"], .device: ["deviceDnsName", "hostName", "mdeDeviceId"], .dns: ["domainName"],
        .file: ["fileDetails.fileName", "fileDetails.filePath", "fileDetails.sha256", "fileDetails.sha1", "fileDetails.md5"],
        .fileHash: ["value"], .gitHubOrganization: ["displayName", "login", "orgId"], .gitHubRepo: ["baseUrl", "repoId"],
        .gitHubUser: ["login", "email", "name", "userId"],
        .googleCloudResource: ["resourceName", "fullResourceName"], .hostLogonSession: ["sessionId"],
        .ioTDevice: ["deviceName", "deviceId"], .ip: ["ipAddress"], .kubernetesCluster: ["name"],
        .kubernetesController: ["name"], .kubernetesNamespace: ["name"], .kubernetesPod: ["name"],
        .kubernetesSecret: ["name"], .kubernetesService: ["name"], .kubernetesServiceAccount: ["name"],
        .mailCluster: ["clusterByValue", "query"], .mailbox: ["primaryAddress", "upn", "displayName"],
        .mailboxConfiguration: ["displayName", "configurationId"], .malware: ["name"],
        .networkConnection: ["destinationAddress.ipAddress", "sourceAddress.ipAddress"], .nic: ["macAddress"],
        .oauthApplication: ["displayName", "appId"],
        .process: ["processCommandLine", "imageFile.fileName"], .registryKey: ["registryKey"],
        .registryValue: ["registryValueName", "registryKey"], .sasToken: ["signatureHash"],
        .securityGroup: ["displayName", "friendlyName", "sid"],
        .servicePrincipal: ["servicePrincipalName", "appId"], .submissionMail: ["subject", "submissionId"],
        .teamsMessage: ["subject", "messageId"], .url: ["url"],
        .user: ["userAccount.userPrincipalName", "userAccount.displayName", "userAccount.accountName", "userAccount.userSid"],
    ]
}
