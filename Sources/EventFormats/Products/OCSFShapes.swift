/// The rows of OCSF's classes, by `class_uid`, or `class_uid.activity_id` where the activity decides.
enum OCSFShapes {
    /// A class without rows of its own.
    static let other = ""

    private static let actor: [Rule] = [
        .path(
            ["actor.process.file.path", "actor.process.name"], "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"),
        .value("actor.process.cmd_line", "InitiatingProcessCommandLine"), .value("actor.process.pid", "InitiatingProcessId"),
        .value("actor.process.uid", "InitiatingProcessUniqueId"),
        .value("actor.process.created_time", "InitiatingProcessCreationTime"),
        .value(["actor.user.name", "actor.process.user.name"], "InitiatingProcessAccountName"),
        .value(["actor.user.domain", "actor.process.user.domain"], "InitiatingProcessAccountDomain"),
        .value("actor.process.parent_process.pid", "InitiatingProcessParentId"),
        .fileName("actor.process.parent_process.file.path", "InitiatingProcessParentFileName"),
    ]

    private static let process: [Rule] = [
        .path(["process.file.path", "process.name"], "FolderPath", name: "FileName"), .value("process.file.name", "FileName"),
        .value("process.cmd_line", "ProcessCommandLine"), .value("process.pid", "ProcessId"),
        .value("process.uid", "ProcessUniqueId"),
        .value("process.created_time", "ProcessCreationTime"), .value("process.user.name", "AccountName"),
        .value("process.user.domain", "AccountDomain"), .value("process.integrity", "ProcessIntegrityLevel"),
        .value("process.file.size", "FileSize"),
    ]

    private static func file(_ object: String) -> [Rule] {
        [.path(["\(object).path", "\(object).name"], "FolderPath", name: "FileName"), .value("\(object).size", "FileSize")]
    }

    private static let endpoints: [Rule] = [
        .address("src_endpoint.ip", "LocalIP", kind: "LocalIPType"), .value("src_endpoint.port", "LocalPort"),
        .address("dst_endpoint.ip", "RemoteIP", kind: "RemoteIPType"), .value("dst_endpoint.port", "RemotePort"),
        .word(
            "connection_info.protocol_name", "Protocol", ["tcp": "Tcp", "udp": "Udp", "icmp": "Icmp", "TCP": "Tcp", "UDP": "Udp"]),
    ]

    private static let logon: [Rule] = [
        .value("user.name", "AccountName"), .value("user.domain", "AccountDomain"), .value("user.uid", "AccountSid"),
        .value("logon_type", "LogonType"), .address("src_endpoint.ip", "RemoteIP", kind: "RemoteIPType"),
        .value("src_endpoint.port", "RemotePort"), .value("src_endpoint.hostname", "RemoteDeviceName"),
        .value("auth_protocol", "Protocol"), .value("status_detail", "FailureReason"),
    ]

    static let all: [String: [RowShape]] = [
        "1001.1": [RowShape("DeviceFileEvents", "FileCreated", actor, file("file"))],
        "1001.4": [RowShape("DeviceFileEvents", "FileDeleted", actor, file("file"))],
        "1001.5": [
            RowShape(
                "DeviceFileEvents", "FileRenamed",
                actor, file("file_result"), [.path("file.path", "PreviousFolderPath", name: "PreviousFileName")])
        ],
        "1001": [RowShape("DeviceFileEvents", "FileModified", actor, file("file"))],
        "1005": [RowShape("DeviceImageLoadEvents", "ImageLoaded", actor, file("module.file"))],
        "1007.1": [RowShape("DeviceProcessEvents", "ProcessCreated", actor, process)],
        "1007.3": [RowShape("DeviceEvents", "OpenProcessApiCall", actor, opened)],
        "1007": [RowShape("DeviceEvents", "ProcessActivity", actor, opened)],
        "201001": [RowShape("DeviceRegistryEvents", "RegistryKeyCreated", actor, [.value("reg_key.path", "RegistryKey")])],
        "201001.4": [RowShape("DeviceRegistryEvents", "RegistryKeyDeleted", actor, [.value("reg_key.path", "RegistryKey")])],
        "201002": [RowShape("DeviceRegistryEvents", "RegistryValueSet", actor, value)],
        "201002.4": [RowShape("DeviceRegistryEvents", "RegistryValueDeleted", actor, value)],
        "3002.1": [
            RowShape("DeviceLogonEvents", "LogonFailed", when: ("status_id", "2"), logon),
            RowShape("DeviceLogonEvents", "LogonSuccess", logon),
        ],
        "4001": [
            RowShape("DeviceNetworkEvents", "ConnectionFailed", when: ("activity_id", "4"), actor, endpoints),
            RowShape("DeviceNetworkEvents", "ConnectionAttempt", when: ("activity_id", "5"), actor, endpoints),
            RowShape("DeviceNetworkEvents", "ConnectionSuccess", actor, endpoints),
        ],
        "4002": [
            RowShape(
                "DeviceNetworkEvents", "HttpConnectionInspected", actor, endpoints,
                [.value("http_request.url.url_string", "RemoteUrl")])
        ],
        "4003": [
            RowShape("DeviceNetworkEvents", "DnsConnectionInspected", actor, endpoints, [.value("query.hostname", "RemoteUrl")]),
            RowShape(
                "DnsEvents", nil, constants: ["SubType": "LookupQuery"],
                [
                    .value("query.hostname", "Name"), .value("query.type", "QueryType"), .address("src_endpoint.ip", "ClientIP"),
                    .value("rcode", "Result"), .value("rcode_id", "ResultCode"),
                ]),
        ],
        "6003": [
            RowShape(
                "CloudAppEvents", nil,
                [
                    .value("api.operation", "ActionType"), .value("api.service.name", "Application"),
                    .value("actor.user.name", "AccountDisplayName"), .value("actor.user.uid", "AccountId"),
                    .address("src_endpoint.ip", "IPAddress"), .value("http_request.user_agent", "UserAgent"),
                ])
        ],
        other: [RowShape("DeviceEvents", nil, [.value("class_name", "ActionType"), .value("user.name", "AccountName")])],
    ]

    private static let opened: [Rule] = [
        .path(["process.file.path", "process.name"], "FolderPath", name: "FileName"),
        .value("process.cmd_line", "ProcessCommandLine"), .value("process.pid", "ProcessId"),
    ]

    private static let value: [Rule] = [
        .value(["reg_value.path", "reg_key.path"], "RegistryKey"), .value("reg_value.name", "RegistryValueName"),
        .value("reg_value.data", "RegistryValueData"), .value("reg_value.type", "RegistryValueType"),
    ]
}
