/// Which attribute of OCSF's objects is which column, for the classes that have them.
enum OCSFRules {
    /// Who acts, in every table of devices.
    static let actor: [Rule] =
        [
            .path(
                ["actor.process.file.path", "actor.process.name"], "InitiatingProcessFolderPath",
                name: "InitiatingProcessFileName"),
            .value("actor.process.file.name", "InitiatingProcessFileName"),
            .value("actor.process.file.size", "InitiatingProcessFileSize"),
            .value("actor.process.cmd_line", "InitiatingProcessCommandLine"), .value("actor.process.pid", "InitiatingProcessId"),
            .value("actor.process.uid", "InitiatingProcessUniqueId"),
            .value(["actor.process.created_time_dt", "actor.process.created_time"], "InitiatingProcessCreationTime"),
            .value(["actor.user.name", "actor.process.user.name"], "InitiatingProcessAccountName"),
            .value(["actor.user.domain", "actor.process.user.domain"], "InitiatingProcessAccountDomain"),
            Rule(
                fields: ["actor.user.uid", "actor.process.user.uid"], columns: ["InitiatingProcessAccountSid"], conversion: .sid),
            .value(["actor.user.email_addr", "actor.process.user.email_addr"], "InitiatingProcessAccountUpn"),
            .value("actor.process.parent_process.pid", "InitiatingProcessParentId"),
            .fileName("actor.process.parent_process.file.path", "InitiatingProcessParentFileName"),
            .value("actor.process.parent_process.file.name", "InitiatingProcessParentFileName"),
            .value(
                ["actor.process.parent_process.created_time_dt", "actor.process.parent_process.created_time"],
                "InitiatingProcessParentCreationTime"),
        ] + hashes("actor.process.file", prefix: "InitiatingProcess")

    /// The same where the table tells the level of who acts.
    static let acting = actor + [.value("actor.process.integrity", "InitiatingProcessIntegrityLevel")]

    static let process: [Rule] =
        opened + [
            .value("process.uid", "ProcessUniqueId"), .value("process.integrity", "ProcessIntegrityLevel"),
            .value(["process.created_time_dt", "process.created_time"], "ProcessCreationTime"),
            .value("process.user.name", "AccountName"), .value("process.user.domain", "AccountDomain"),
            Rule(fields: ["process.user.uid"], columns: ["AccountSid"], conversion: .sid),
            .value("process.user.email_addr", "AccountUpn"), .value("process.session.uid", "LogonId"),
            .value("process.file.company_name", "ProcessVersionInfoCompanyName"),
            .value("process.file.product.name", "ProcessVersionInfoProductName"),
            .value(["process.file.version", "process.file.product.version"], "ProcessVersionInfoProductVersion"),
            .value("process.file.desc", "ProcessVersionInfoFileDescription"),
            .value("process.file.internal_name", "ProcessVersionInfoInternalFileName"),
        ]

    /// A process that something was done to.
    static let opened: [Rule] =
        [
            .path(["process.file.path", "process.name"], "FolderPath", name: "FileName"), .value("process.file.name", "FileName"),
            .value("process.file.size", "FileSize"), .value("process.cmd_line", "ProcessCommandLine"),
            .value("process.pid", "ProcessId"),
        ] + hashes("process.file")

    static func file(_ object: String) -> [Rule] {
        [
            .path(["\(object).path", "\(object).name"], "FolderPath", name: "FileName"), .value("\(object).name", "FileName"),
            .value("\(object).size", "FileSize"),
        ] + hashes(object)
    }

    /// `fingerprints` is what the list was called before version 1.
    private static func hashes(_ file: String, prefix: String = "") -> [Rule] {
        [.fingerprints("\(file).hashes", prefix: prefix), .fingerprints("\(file).fingerprints", prefix: prefix)]
    }

    /// - Parameter isInbound: whether the side that opened the connection is the remote one.
    static func endpoints(isInbound: Bool = false) -> [Rule] {
        let (local, remote) = isInbound ? ("dst_endpoint", "src_endpoint") : ("src_endpoint", "dst_endpoint")
        return [
            .address("\(local).ip", "LocalIP", kind: "LocalIPType"), .value("\(local).port", "LocalPort"),
            .address("\(remote).ip", "RemoteIP", kind: "RemoteIPType"), .value("\(remote).port", "RemotePort"),
            .word(
                ["connection_info.protocol_name", "connection_info.protocol_num"], "Protocol",
                [
                    "tcp": "Tcp", "udp": "Udp", "icmp": "Icmp", "TCP": "Tcp", "UDP": "Udp", "ICMP": "Icmp", "6": "Tcp",
                    "17": "Udp", "1": "Icmp", "58": "Icmp",
                ]),
        ]
    }

    static let remoteName: [Rule] = [.value(["url.url_string", "dst_endpoint.hostname", "dst_endpoint.domain"], "RemoteUrl")]

    /// Whom a class is about.
    static let user: [Rule] = [
        .value("user.name", "AccountName"), .value("user.domain", "AccountDomain"),
        Rule(fields: ["user.uid"], columns: ["AccountSid"], conversion: .sid),
    ]

    private static let authentication: [Rule] = [
        .word(["logon_type", "logon_type_id"], "LogonType", logonTypes),
        .word(["auth_protocol", "auth_protocol_id"], "Protocol", protocols),
        .value(["status_detail", "status_code"], "FailureReason"),
    ]

    static let logon =
        user + acting + authentication + [
            .address("src_endpoint.ip", "RemoteIP", kind: "RemoteIPType"), .value("src_endpoint.port", "RemotePort"),
            .value(["src_endpoint.hostname", "src_endpoint.name"], "RemoteDeviceName"), .value("session.uid", "LogonId"),
        ]

    /// What a directory or an identity provider saw.
    static let identityLogon =
        user + authentication + [
            .value("user.email_addr", "AccountUpn"), .value(["user.full_name", "user.display_name"], "AccountDisplayName"),
            .address("src_endpoint.ip", "IPAddress"), .value("src_endpoint.port", "Port"),
            .value("src_endpoint.location.isp", "ISP"), .value("src_endpoint.location.country", "Location"),
            .address("dst_endpoint.ip", "DestinationIPAddress"), .value("dst_endpoint.port", "DestinationPort"),
            .value(["dst_endpoint.hostname", "dst_endpoint.name"], "DestinationDeviceName"),
            .value(["service.name", "metadata.product.name"], "Application"), .value("src_endpoint.os.name", "OSPlatform"),
        ]

    /// OCSF's captions and numbers in Defender's words.
    private static let logonTypes = SecurityShapes.logonTypes.merging(
        [
            "0": "Unknown", "1": "System", "OS Service": "Service", "Network Cleartext": "NetworkCleartext",
            "New Credentials": "NewCredentials", "Remote Interactive": "RemoteInteractive",
            "Cached Interactive": "CachedInteractive", "Cached Remote Interactive": "CachedRemoteInteractive",
            "Cached Unlock": "CachedUnlock",
        ]
    ) { windows, _ in windows }

    private static let protocols = [
        "0": "Unknown", "1": "NTLM", "2": "Kerberos", "3": "Digest", "4": "OpenID", "5": "SAML", "6": "OAuth2", "7": "PAP",
        "8": "CHAP", "9": "EAP", "10": "RADIUS",
    ]

    static let registryKey: [Rule] = [.value("reg_key.path", "RegistryKey")]

    static let registryValue: [Rule] = [
        .value(["reg_value.path", "reg_key.path"], "RegistryKey"), .value("reg_value.name", "RegistryValueName"),
        .value("reg_value.data", "RegistryValueData"), .value("reg_value.type", "RegistryValueType"),
    ]
}
