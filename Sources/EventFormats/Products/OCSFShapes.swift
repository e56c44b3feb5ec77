/// The rows of OCSF's classes, by `class_uid`, or `class_uid.activity_id` where the activity decides.
enum OCSFShapes {
    /// A class without rows of its own.
    static let other = ""
    /// A logon as directories see it.
    static let identity = "3002.identity"

    static let all: [String: [RowShape]] = files.merging(processes) { own, _ in own }.merging(accounts) { own, _ in own }
        .merging(network) { own, _ in own }.merging(rest) { own, _ in own }

    private static let files: [String: [RowShape]] = [
        "1001.1": [RowShape("DeviceFileEvents", "FileCreated", OCSFRules.acting, OCSFRules.file("file"))],
        "1001.2": [RowShape("DeviceFileEvents", "FileObserved", OCSFRules.acting, OCSFRules.file("file"))],
        "1001.4": [RowShape("DeviceFileEvents", "FileDeleted", OCSFRules.acting, OCSFRules.file("file"))],
        "1001.5": [
            RowShape(
                "DeviceFileEvents", "FileRenamed", OCSFRules.acting, OCSFRules.file("file_result"),
                [.path("file.path", "PreviousFolderPath", name: "PreviousFileName")])
        ],
        "1001.14": [RowShape("DeviceFileEvents", "FileObserved", OCSFRules.acting, OCSFRules.file("file"))],
        "1001": [RowShape("DeviceFileEvents", "FileModified", OCSFRules.acting, OCSFRules.file("file"))],
        "1002": [RowShape("DeviceEvents", "DriverLoad", OCSFRules.actor, OCSFRules.file("driver.file"))],
        "1005": [RowShape("DeviceImageLoadEvents", "ImageLoaded", OCSFRules.acting, OCSFRules.file("module.file"))],
        "201001": [RowShape("DeviceRegistryEvents", "RegistryKeyCreated", OCSFRules.acting, OCSFRules.registryKey)],
        "201001.4": [RowShape("DeviceRegistryEvents", "RegistryKeyDeleted", OCSFRules.acting, OCSFRules.registryKey)],
        "201002": [RowShape("DeviceRegistryEvents", "RegistryValueSet", OCSFRules.acting, OCSFRules.registryValue)],
        "201002.4": [RowShape("DeviceRegistryEvents", "RegistryValueDeleted", OCSFRules.acting, OCSFRules.registryValue)],
    ]

    private static let processes: [String: [RowShape]] = [
        "1006.1": task("ScheduledTaskCreated"), "1006.2": task("ScheduledTaskUpdated"), "1006.3": task("ScheduledTaskDeleted"),
        "1006.4": task("ScheduledTaskEnabled"), "1006.5": task("ScheduledTaskDisabled"),
        "1007.1": [RowShape("DeviceProcessEvents", "ProcessCreated", OCSFRules.acting, OCSFRules.process)],
        "1007.3": [RowShape("DeviceEvents", "OpenProcessApiCall", OCSFRules.actor, OCSFRules.opened)],
        "1007": [RowShape("DeviceEvents", "ProcessActivity", OCSFRules.actor, OCSFRules.opened)],
    ]

    private static func task(_ action: String) -> [RowShape] {
        [RowShape("DeviceEvents", action, OCSFRules.actor, [.additional("job.name", as: "TaskName")])]
    }

    private static let accounts: [String: [RowShape]] = [
        "3001.1": account("UserAccountCreated"), "3001.3": account("PasswordChangeAttempt"),
        "3001.4": account("PasswordChangeAttempt"), "3001.6": account("UserAccountDeleted"),
        "3001": account("UserAccountModified"),
        "3002.1": [
            RowShape("DeviceLogonEvents", "LogonFailed", when: ("status_id", "2"), OCSFRules.logon),
            RowShape("DeviceLogonEvents", "LogonSuccess", OCSFRules.logon),
        ],
        identity: [
            RowShape("IdentityLogonEvents", "LogonFailed", when: ("status_id", "2"), OCSFRules.identityLogon),
            RowShape("IdentityLogonEvents", "LogonSuccess", OCSFRules.identityLogon),
        ],
    ]

    private static func account(_ action: String) -> [RowShape] {
        [RowShape("DeviceEvents", action, OCSFRules.actor, OCSFRules.user)]
    }

    private static let network: [String: [RowShape]] = [
        "4001": [
            connection("ConnectionFailed", when: ("activity_id", "4")),
            connection("ConnectionFailed", when: ("activity_id", "5")),
            connection("ListeningConnectionCreated", when: ("activity_id", "7")),
            connection("InboundConnectionAccepted", when: ("connection_info.direction_id", "1"), isInbound: true),
            connection("ConnectionSuccess"),
        ],
        "4002": [
            RowShape(
                "DeviceNetworkEvents", "HttpConnectionInspected", OCSFRules.acting, OCSFRules.endpoints(),
                [.value(["http_request.url.url_string", "http_request.url.hostname"], "RemoteUrl")])
        ],
        "4003": [
            RowShape(
                "DeviceNetworkEvents", "DnsConnectionInspected", OCSFRules.acting, OCSFRules.endpoints(),
                [.value("query.hostname", "RemoteUrl")]),
            RowShape(
                "DnsEvents", nil, constants: ["SubType": "LookupQuery"],
                [
                    .value("query.hostname", "Name"), .value("query.type", "QueryType"), .address("src_endpoint.ip", "ClientIP"),
                    .value("rcode", "Result"), .value("rcode_id", "ResultCode"),
                    Rule(fields: ["answers"], columns: ["IPAddresses"], conversion: .addresses),
                ]),
        ],
        "4005": [connection("RemoteDesktopConnectionInspected")], "4006": [connection("SmbConnectionInspected")],
        "4007": [connection("SshConnectionInspected")], "4008": [connection("FtpConnectionInspected")],
    ]

    private static func connection(
        _ action: String, when condition: (field: String, value: String)? = nil, isInbound: Bool = false
    ) -> RowShape {
        RowShape(
            "DeviceNetworkEvents", action, when: condition, OCSFRules.acting, OCSFRules.endpoints(isInbound: isInbound),
            isInbound ? [] : OCSFRules.remoteName)
    }

    private static let rest: [String: [RowShape]] = [
        "6003": [
            RowShape(
                "CloudAppEvents", nil,
                [
                    .value("api.operation", "ActionType"), .value("api.service.name", "Application"),
                    .value("actor.user.name", "AccountDisplayName"), .value("actor.user.uid", "AccountId"),
                    .value("actor.user.type", "AccountType"), .address("src_endpoint.ip", "IPAddress"),
                    .value("src_endpoint.location.city", "City"), .value("src_endpoint.location.country", "CountryCode"),
                    .value("src_endpoint.location.isp", "ISP"), .value("http_request.user_agent", "UserAgent"),
                ])
        ],
        other: [RowShape("DeviceEvents", nil, [.value("class_name", "ActionType")], OCSFRules.actor, OCSFRules.user)],
    ]
}
