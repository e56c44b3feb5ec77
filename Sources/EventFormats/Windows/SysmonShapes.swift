/// The rows of Defender's tables that events of Sysmon are, by the event's number. The same numbers mean the same on Linux.
enum SysmonShapes {
    static let all: [Int: [RowShape]] = [
        1: [
            RowShape(
                "DeviceProcessEvents", "ProcessCreated",
                created, parent, [.digests(), .value("UtcTime", "ProcessCreationTime"), .account(["User"])])
        ],
        2: [RowShape("DeviceEvents", "FileTimestampModificationEvent", actor, [.path("TargetFilename")])],
        3: [
            RowShape(
                "DeviceNetworkEvents", "InboundConnectionAccepted", when: ("Initiated", "false"),
                actor, connection(local: "Destination", remote: "Source")),
            RowShape(
                "DeviceNetworkEvents", "ConnectionSuccess",
                actor, connection(local: "Source", remote: "Destination"), [.value("DestinationHostname", "RemoteUrl")]),
        ],
        6: [RowShape("DeviceEvents", "DriverLoad", [.path("ImageLoaded"), .digests()])],
        7: [RowShape("DeviceImageLoadEvents", "ImageLoaded", actor, [.path("ImageLoaded"), .digests()])],
        8: [RowShape("DeviceEvents", "CreateRemoteThreadApiCall", between(guid: "Guid"))],
        10: [
            RowShape(
                "DeviceEvents", "OpenProcessApiCall", between(guid: "GUID"), [.additional("GrantedAccess", as: "DesiredAccess")])
        ],
        11: [RowShape("DeviceFileEvents", "FileCreated", actor, [.path("TargetFilename")])],
        12: [
            RowShape("DeviceRegistryEvents", "RegistryKeyDeleted", when: ("EventType", "DeleteKey"), actor, key),
            RowShape("DeviceRegistryEvents", "RegistryValueDeleted", when: ("EventType", "DeleteValue"), actor, value),
            RowShape("DeviceRegistryEvents", "RegistryKeyCreated", actor, key),
        ],
        13: [
            RowShape(
                "DeviceRegistryEvents", "RegistryValueSet",
                actor, value, [.of(.registryData, "Details", "RegistryValueData", "RegistryValueType")])
        ],
        14: [
            RowShape(
                "DeviceRegistryEvents", "RegistryKeyRenamed",
                actor, [.of(.registryKey, "TargetObject", "PreviousRegistryKey"), .of(.registryKey, "NewName", "RegistryKey")])
        ],
        15: [RowShape("DeviceFileEvents", "FileCreated", actor, [.path("TargetFilename"), .digests("Hash")])],
        17: [RowShape("DeviceEvents", "NamedPipeEvent", actor)],
        18: [RowShape("DeviceEvents", "NamedPipeEvent", actor)],
        21: [RowShape("DeviceEvents", "WmiBindEventFilterToConsumer", [.account(["User"], prefix: "InitiatingProcess")])],
        22: [
            RowShape(
                "DeviceEvents", "DnsQueryResponse",
                actor,
                [
                    .additional("QueryName", as: "DnsQueryString"), .additional("QueryResults", as: "DnsQueryResult"),
                    .additional("QueryStatus", as: "DnsQueryStatus"),
                ])
        ],
        23: [RowShape("DeviceFileEvents", "FileDeleted", actor, [.path("TargetFilename"), .digests()])],
        26: [RowShape("DeviceFileEvents", "FileDeleted", actor, [.path("TargetFilename"), .digests()])],
        29: [RowShape("DeviceFileEvents", "FileCreated", actor, [.path("TargetFilename"), .digests()])],
    ]

    private static let actor: [Rule] = [
        .path("Image", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"),
        .value("ProcessId", "InitiatingProcessId"), .value("ProcessGuid", "InitiatingProcessUniqueId"),
        .account(["User"], prefix: "InitiatingProcess"),
    ]

    private static let created: [Rule] = [
        .path("Image"), .value("CommandLine", "ProcessCommandLine"), .value("ProcessId", "ProcessId"),
        .value("ProcessGuid", "ProcessUniqueId"), .value("IntegrityLevel", "ProcessIntegrityLevel"), .value("LogonId", "LogonId"),
        .value("TerminalSessionId", "CreatedProcessSessionId"), .value("Company", "ProcessVersionInfoCompanyName"),
        .value("Product", "ProcessVersionInfoProductName"), .value("FileVersion", "ProcessVersionInfoProductVersion"),
        .value("Description", "ProcessVersionInfoFileDescription"),
        .value("OriginalFileName", "ProcessVersionInfoOriginalFileName"),
    ]

    private static let parent: [Rule] = [
        .path("ParentImage", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"),
        .value("ParentCommandLine", "InitiatingProcessCommandLine"), .value("ParentProcessId", "InitiatingProcessId"),
        .value("ParentProcessGuid", "InitiatingProcessUniqueId"), .account(["ParentUser"], prefix: "InitiatingProcess"),
    ]

    private static let key: [Rule] = [.of(.registryKey, "TargetObject", "RegistryKey")]
    private static let value: [Rule] = [.of(.registryValue, "TargetObject", "RegistryKey", "RegistryValueName")]

    private static func connection(local: String, remote: String) -> [Rule] {
        [
            .address("\(local)Ip", "LocalIP", kind: "LocalIPType"), .value("\(local)Port", "LocalPort"),
            .address("\(remote)Ip", "RemoteIP", kind: "RemoteIPType"), .value("\(remote)Port", "RemotePort"),
            .word("Protocol", "Protocol", ["tcp": "Tcp", "udp": "Udp", "icmp": "Icmp"]),
        ]
    }

    /// Of one process to another.
    private static func between(guid: String) -> [Rule] {
        [
            .path("SourceImage", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"),
            .value("SourceProcessId", "InitiatingProcessId"), .value("SourceProcess\(guid)", "InitiatingProcessUniqueId"),
            .account(["SourceUser"], prefix: "InitiatingProcess"), .path("TargetImage"), .value("TargetProcessId", "ProcessId"),
            .account(["TargetUser"]),
        ]
    }

    /// The order in which Sysmon writes the fields of an event. Queries that pick them by position rely on it, and shippers
    /// that write objects do not keep it.
    static func order(_ id: Int) -> [String] {
        let text = orders[id] ?? ""
        return text.split(separator: " ").map(String.init)
    }

    private static let process = "RuleName UtcTime ProcessGuid ProcessId"

    private static let orders: [Int: String] = [
        1: process + " Image FileVersion Description Product Company OriginalFileName CommandLine CurrentDirectory User LogonGuid"
            + " LogonId TerminalSessionId IntegrityLevel Hashes ParentProcessGuid ParentProcessId ParentImage ParentCommandLine"
            + " ParentUser",
        2: process + " Image TargetFilename CreationUtcTime PreviousCreationUtcTime User",
        3: process + " Image User Protocol Initiated SourceIsIpv6 SourceIp SourceHostname SourcePort SourcePortName"
            + " DestinationIsIpv6 DestinationIp DestinationHostname DestinationPort DestinationPortName",
        4: "UtcTime State Version SchemaVersion",
        5: process + " Image User",
        6: "RuleName UtcTime ImageLoaded Hashes Signed Signature SignatureStatus",
        7: process + " Image ImageLoaded FileVersion Description Product Company OriginalFileName Hashes Signed Signature"
            + " SignatureStatus User",
        8:
            "RuleName UtcTime SourceProcessGuid SourceProcessId SourceImage TargetProcessGuid TargetProcessId TargetImage NewThreadId"
            + " StartAddress StartModule StartFunction SourceUser TargetUser",
        9: process + " Image Device User",
        10: "RuleName UtcTime SourceProcessGUID SourceProcessId SourceThreadId SourceImage TargetProcessGUID TargetProcessId"
            + " TargetImage GrantedAccess CallTrace SourceUser TargetUser",
        11: process + " Image TargetFilename CreationUtcTime User",
        12: "RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject User",
        13: "RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject Details User",
        14: "RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject NewName User",
        15: process + " Image TargetFilename CreationUtcTime Hash Contents User",
        16: "UtcTime Configuration ConfigurationFileHash",
        17: "RuleName EventType UtcTime ProcessGuid ProcessId PipeName Image User",
        18: "RuleName EventType UtcTime ProcessGuid ProcessId PipeName Image User",
        19: "RuleName EventType UtcTime Operation User EventNamespace Name Query",
        20: "RuleName EventType UtcTime Operation User Name Type Destination",
        21: "RuleName EventType UtcTime Operation User Consumer Filter",
        22: process + " QueryName QueryStatus QueryResults Image User",
        23: process + " User Image TargetFilename Hashes IsExecutable Archived",
        24: process + " Image Session ClientInfo Hashes Archived User",
        25: process + " Image Type User",
        26: process + " User Image TargetFilename Hashes IsExecutable",
    ]
}
