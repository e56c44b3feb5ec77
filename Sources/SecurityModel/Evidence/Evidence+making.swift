internal import Primitives

// Evidence as ingestion makes it out of the fields of other products. An empty text is a field that is not there.

extension Evidence {
    public static func device(
        hostName: String, id: String = "", fullName: String = "", address: String = "", platform: String = "",
        roles: [EvidenceRole] = []
    ) -> Evidence {
        Evidence(
            .device, roles: roles,
            conforming: object(
                ("hostName", hostName), ("deviceDnsName", fullName), ("mdeDeviceId", id), ("lastIpAddress", address),
                ("osPlatform", platform)))
    }

    public static func ip(_ address: String, roles: [EvidenceRole] = []) -> Evidence {
        Evidence(.ip, roles: roles, conforming: object(("ipAddress", address)))
    }

    public static func url(_ url: String, roles: [EvidenceRole] = []) -> Evidence {
        Evidence(.url, roles: roles, conforming: object(("url", url)))
    }

    public static func dns(domain: String, roles: [EvidenceRole] = []) -> Evidence {
        Evidence(.dns, roles: roles, conforming: object(("domainName", domain)))
    }

    public static func user(
        name: String, domain: String = "", principalName: String = "", sid: String = "", objectId: String = "",
        displayName: String = "", roles: [EvidenceRole] = []
    ) -> Evidence {
        let account = object(
            ("accountName", name), ("domainName", domain), ("userPrincipalName", principalName), ("userSid", sid),
            ("azureAdUserId", objectId), ("displayName", displayName))
        return Evidence(.user, roles: roles, conforming: JSONObject([.init(name: "userAccount", value: .object(account))]))
    }

    public static func mailbox(address: String, displayName: String = "", roles: [EvidenceRole] = []) -> Evidence {
        Evidence(.mailbox, roles: roles, conforming: object(("primaryAddress", address), ("displayName", displayName)))
    }

    public static func file(
        name: String, path: String = "", sha256: String = "", sha1: String = "", md5: String = "",
        roles: [EvidenceRole] = []
    ) -> Evidence {
        let details = fileDetails(name: name, path: path, sha256: sha256, sha1: sha1, md5: md5)
        return Evidence(.file, roles: roles, conforming: JSONObject([.init(name: "fileDetails", value: .object(details))]))
    }

    /// - Parameter id: the process id as text; anything but a number is left out.
    public static func process(
        image: Evidence? = nil, commandLine: String = "", id: String = "", parentId: String = "",
        user: Evidence? = nil, roles: [EvidenceRole] = []
    ) -> Evidence {
        var fields = object(("processCommandLine", commandLine))
        if let number = Int64(id) { fields["processId"] = .integer(number) }
        if let number = Int64(parentId) { fields["parentProcessId"] = .integer(number) }
        fields["imageFile"] = image?.fields["fileDetails"]
        fields["userAccount"] = user?.fields["userAccount"]
        return Evidence(.process, roles: roles, conforming: fields)
    }

    private static func fileDetails(name: String, path: String, sha256: String, sha1: String, md5: String) -> JSONObject {
        object(("fileName", name), ("filePath", path), ("sha256", sha256), ("sha1", sha1), ("md5", md5))
    }

    private static func object(_ fields: (String, String)...) -> JSONObject {
        JSONObject(fields.compactMap { $0.1.isEmpty ? nil : .init(name: $0.0, value: .string($0.1)) })
    }
}
