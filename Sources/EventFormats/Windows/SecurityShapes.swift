/// The rows of Defender's tables that events of the Security log are, by the event's number.
enum SecurityShapes {
    static let all: [Int: [RowShape]] = [
        1102: [RowShape("DeviceEvents", "SecurityLogCleared", subject)],
        4624: [RowShape("DeviceLogonEvents", "LogonSuccess", logon)],
        4625: [RowShape("DeviceLogonEvents", "LogonFailed", logon, failure)],
        4648: [RowShape("DeviceLogonEvents", "LogonAttempted", logon)],
        4657: [
            RowShape(
                "DeviceRegistryEvents", "RegistryValueSet",
                subject, asking,
                [
                    .of(.registryKey, "ObjectName", "RegistryKey"), .value("ObjectValueName", "RegistryValueName"),
                    .value("NewValue", "RegistryValueData"), .value("OldValue", "PreviousRegistryValueData"),
                ])
        ],
        4688: [RowShape("DeviceProcessEvents", "ProcessCreated", process)],
        4697: [RowShape("DeviceEvents", "ServiceInstalled", subject, [program("ServiceFileName")])],
        4698: task("ScheduledTaskCreated"), 4699: task("ScheduledTaskDeleted"), 4700: task("ScheduledTaskEnabled"),
        4701: task("ScheduledTaskDisabled"), 4702: task("ScheduledTaskUpdated"),
        4719: [RowShape("DeviceEvents", "AuditPolicyModification", subject)],
        4720: account("UserAccountCreated"), 4723: account("PasswordChangeAttempt"), 4724: account("PasswordChangeAttempt"),
        4726: account("UserAccountDeleted"), 4731: account("SecurityGroupCreated"), 4734: account("SecurityGroupDeleted"),
        4732: member("UserAccountAddedToLocalGroup"), 4733: member("UserAccountRemovedFromLocalGroup"),
        4738: account("UserAccountModified"),
        4768: kerberos, 4771: kerberos,
        4776: [
            RowShape("IdentityLogonEvents", "LogonSuccess", when: ("Status", "0x0"), ntlm),
            RowShape("IdentityLogonEvents", "LogonFailed", ntlm, [.value("Status", "FailureReason")]),
        ],
        5140: share("NetworkShareObjectAccessChecked"), 5142: share("NetworkShareObjectAdded"),
        5143: share("NetworkShareObjectModified"), 5144: share("NetworkShareObjectDeleted"),
        5145: share("NetworkShareObjectAccessChecked"),
        5154: [
            RowShape(
                "DeviceNetworkEvents", "ListeningConnectionCreated",
                platform, [.address("SourceAddress", "LocalIP", kind: "LocalIPType"), .value("SourcePort", "LocalPort")])
        ],
        5156: [
            RowShape(
                "DeviceNetworkEvents", "InboundConnectionAccepted", when: ("Direction", "%%14592"), platform, kinds(inbound)),
            RowShape("DeviceNetworkEvents", "ConnectionSuccess", platform, kinds(outbound)),
        ],
        5157: [
            RowShape("DeviceEvents", "FirewallInboundConnectionBlocked", when: ("Direction", "%%14592"), blocked, inbound),
            RowShape("DeviceEvents", "FirewallOutboundConnectionBlocked", blocked, outbound),
        ],
    ]

    private static let subject: [Rule] = [
        .value("SubjectUserName", "InitiatingProcessAccountName"), .value("SubjectDomainName", "InitiatingProcessAccountDomain"),
        .value("SubjectUserSid", "InitiatingProcessAccountSid"),
    ]

    private static let target: [Rule] = [
        .value("TargetUserName", "AccountName"), .value("TargetDomainName", "AccountDomain"),
        .value(["TargetUserSid", "TargetSid"], "AccountSid"),
    ]

    private static let asking: [Rule] = [
        .path("ProcessName", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"),
        .value("ProcessId", "InitiatingProcessId"),
    ]

    private static let logon = Rule.all(
        target, subject, asking,
        [
            .word("LogonType", "LogonType", logonTypes), .value("TargetLogonId", "LogonId"),
            .address("IpAddress", "RemoteIP", kind: "RemoteIPType"), .value("IpPort", "RemotePort"),
            .value("WorkstationName", "RemoteDeviceName"), .value("AuthenticationPackageName", "Protocol"),
        ])

    static let logonTypes = [
        "2": "Interactive", "3": "Network", "4": "Batch", "5": "Service", "7": "Unlock", "8": "NetworkCleartext",
        "9": "NewCredentials", "10": "RemoteInteractive", "11": "CachedInteractive", "12": "CachedRemoteInteractive",
        "13": "CachedUnlock",
    ]

    private static let failure: [Rule] = [
        Rule(fields: ["Status"], columns: ["FailureReason"], conversion: .word, words: reasons, isShared: true),
        // The finer one, where there is one.
        Rule(fields: ["SubStatus"], columns: ["FailureReason"], conversion: .word, words: reasons, isShared: true),
    ]

    /// Status codes of Windows.
    private static let reasons: [String: String] = {
        let known = [
            "c0000064": "UnknownUser", "c000006a": "InvalidUserNameOrPassword", "c000006d": "InvalidUserNameOrPassword",
            "c000006e": "AccountRestriction", "c000006f": "InvalidLogonHours", "c0000070": "InvalidWorkstation",
            "c0000071": "PasswordExpired", "c0000072": "AccountDisabled", "c000015b": "LogonTypeNotGranted",
            "c0000193": "AccountExpired", "c0000224": "PasswordMustChange", "c0000234": "AccountLockedOut",
        ]
        var reasons = ["0x0": ""]
        for (code, reason) in known {
            reasons["0x" + code] = reason
            reasons["0x" + code.uppercased()] = reason
        }
        return reasons
    }()

    private static let process = Rule.all(
        subject,
        [
            .path("NewProcessName"), .value("NewProcessId", "ProcessId"), .value("CommandLine", "ProcessCommandLine"),
            .path("ParentProcessName", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"),
            .value("ProcessId", "InitiatingProcessId"), .value(["TargetUserName", "SubjectUserName"], "AccountName"),
            .value(["TargetDomainName", "SubjectDomainName"], "AccountDomain"), .value("SubjectUserSid", "AccountSid"),
            .value("SubjectLogonId", "LogonId"),
            .word(
                "TokenElevationType", "ProcessTokenElevation",
                [
                    "%%1936": "TokenElevationTypeDefault", "%%1937": "TokenElevationTypeFull",
                    "%%1938": "TokenElevationTypeLimited",
                ]),
            .word(
                "MandatoryLabel", "ProcessIntegrityLevel",
                [
                    "S-1-16-0": "Untrusted", "S-1-16-4096": "Low", "S-1-16-8192": "Medium", "S-1-16-8448": "Medium",
                    "S-1-16-12288": "High", "S-1-16-16384": "System",
                ]),
        ])

    static func program(_ field: String) -> Rule { .of(.program, field, "FolderPath", "FileName") }

    private static func task(_ action: String) -> [RowShape] { [RowShape("DeviceEvents", action, subject)] }
    private static func account(_ action: String) -> [RowShape] { [RowShape("DeviceEvents", action, subject, target)] }

    private static func member(_ action: String) -> [RowShape] {
        [RowShape("DeviceEvents", action, subject, [.value("MemberSid", "AccountSid")])]
    }

    private static func share(_ action: String) -> [RowShape] {
        [RowShape("DeviceEvents", action, subject, [.address("IpAddress", "RemoteIP"), .value("IpPort", "RemotePort")])]
    }

    private static let requested: [Rule] = [
        .value("TargetUserName", "AccountName"), .value(["TargetDomainName"], "AccountDomain"), .value("TargetSid", "AccountSid"),
        .address("IpAddress", "IPAddress"), .value("IpPort", "Port"),
    ]

    private static let kerberos = [
        RowShape("IdentityLogonEvents", "LogonSuccess", when: ("Status", "0x0"), constants: ["Protocol": "Kerberos"], requested),
        RowShape(
            "IdentityLogonEvents", "LogonFailed", constants: ["Protocol": "Kerberos"],
            requested, [.value("Status", "FailureReason")]),
    ]

    private static let ntlm: [Rule] = [
        .value("TargetUserName", "AccountName"), .value("Workstation", "DeviceName"), .value("PackageName", "Protocol"),
    ]

    /// Windows' filtering platform: its paths begin with the name of a volume.
    private static let platform = Rule.all(
        blocked, [.word("Protocol", "Protocol", ["1": "Icmp", "6": "Tcp", "17": "Udp", "58": "Icmp"])])

    private static let blocked: [Rule] = [
        .path("Application", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"),
        .value(["ProcessID", "ProcessId"], "InitiatingProcessId"),
    ]

    private static let outbound: [Rule] = [
        .address("SourceAddress", "LocalIP"), .value("SourcePort", "LocalPort"), .address("DestAddress", "RemoteIP"),
        .value("DestPort", "RemotePort"),
    ]

    /// The source is the side that opened the connection.
    private static let inbound: [Rule] = [
        .address("DestAddress", "LocalIP"), .value("DestPort", "LocalPort"), .address("SourceAddress", "RemoteIP"),
        .value("SourcePort", "RemotePort"),
    ]

    private static func kinds(_ rules: [Rule]) -> [Rule] {
        rules.map { rule in
            guard rule.conversion == .address, let column = rule.columns.first else { return rule }
            return .address(rule.fields[0], column, kind: "\(column)Type")
        }
    }
}
