internal import SecurityModel

/// Hunts for what a thing did, or what was done with it, in alerts and events.
struct EntityHunt {
    /// How far back they look, in days.
    static let days = 30
    /// Rows, at most.
    static let most = 500

    var title: String

    /// The hunting page with the query, run.
    var address: String

    private init?(_ title: String, _ table: String, _ tests: [String], time: String = "Timestamp", showing columns: String? = nil)
    {
        guard !tests.isEmpty else { return nil }
        self.title = title
        let shown = columns.map { "\n| project \(time), \($0)" } ?? ""
        let query =
            "\(table)\n| where \(tests.joined(separator: "\n    or "))\(shown)\n| sort by \(time) desc\n| take \(EntityHunt.most)"
        address = "/hunting".asking([("query", query), ("timespan", "P\(EntityHunt.days)D"), ("run", "1")])
    }

    /// - Parameter names: what it is called elsewhere, too.
    static func all(_ key: EntityKey, names: [EntityKey] = []) -> [EntityHunt] {
        let keys = [key] + names.filter { $0.kind == key.kind }
        let hunts: [EntityHunt?] =
            switch key.kind {
            case .device: device(keys)
            case .user: user(keys)
            case .mailbox: mailbox(key.value)
            case .ip: address(String(key.value.prefix { $0 != "@" }))
            case .domain, .url: link(key.value)
            case .file: file(keys)
            case .process: process(key.value)
            case .application: application(key.value)
            case .registry:
                [EntityHunt("Changes of it", "DeviceRegistryEvents", ["RegistryKey contains \(GoHunt.literal(key.value))"])]
            case .message: message(key.value)
            case .cloudResource: cloudResource(key.value)
            case .container: container(key.value)
            case .group:
                [
                    EntityHunt(
                        "Changes of it", "IdentityDirectoryEvents",
                        ["tostring(AdditionalFields) contains \(GoHunt.literal(key.value))"])
                ]
            default: []
            }
        return hunts.compactMap(\.self)
    }

    private static func alerts(_ tests: [String]) -> EntityHunt? {
        EntityHunt(
            "All its alerts", "AlertEvidence", tests,
            showing: "Title, Severity, EntityType, DeviceName, AccountName, RemoteIP, RemoteUrl, FileName, AlertId")
    }

    // MARK: Kinds

    private static func device(_ keys: [EntityKey]) -> [EntityHunt?] {
        let tests = deviceTests(keys)
        return [
            alerts(tests), EntityHunt("Processes that ran on it", "DeviceProcessEvents", tests),
            EntityHunt("Its connections", "DeviceNetworkEvents", tests),
            EntityHunt("Files changed on it", "DeviceFileEvents", tests),
            EntityHunt("Logons to it", "DeviceLogonEvents", tests),
            EntityHunt(
                "All that it logged",
                "union withsource=Table DeviceProcessEvents, DeviceNetworkEvents, DeviceFileEvents, DeviceRegistryEvents, "
                    + "DeviceLogonEvents, DeviceImageLoadEvents, DeviceEvents", tests,
                showing: "Table, ActionType, DeviceName, AccountName, InitiatingProcessFileName, FileName, ProcessCommandLine, "
                    + "RemoteIP, RemoteUrl, RegistryKey"),
        ]
    }

    /// A device by its name, with whatever domain behind it.
    private static func deviceTests(_ keys: [EntityKey]) -> [String] {
        let names = keys.filter { !$0.value.contains(":") && $0.readability > 0 }.map(\.bareName)
        return names.distinct.flatMap { name in
            ["DeviceName =~ \(GoHunt.literal(name))", "DeviceName startswith \(GoHunt.literal(name + "."))"]
        }
    }

    private static func user(_ keys: [EntityKey]) -> [EntityHunt?] {
        let everywhere = userTests(keys, ["AccountName", "AccountUpn", "AccountSid", "AccountObjectId"])
        return [
            alerts(everywhere),
            EntityHunt("Its sign-ins", "union withsource=Table IdentityLogonEvents, EntraIdSignInEvents", everywhere),
            EntityHunt("Its logons to devices", "DeviceLogonEvents", userTests(keys, ["AccountName", "AccountSid"])),
            EntityHunt("Programs that it ran", "DeviceProcessEvents", everywhere),
            EntityHunt(
                "What it did in the cloud", "CloudAppEvents",
                userTests(keys, ["AccountObjectId"]) + userNames(keys).map { "AccountDisplayName =~ \(GoHunt.literal($0))" }),
        ]
    }

    /// An account by its name, its address, its SID or its id: whichever of the columns hold such a one.
    private static func userTests(_ keys: [EntityKey], _ columns: Set<String>) -> [String] {
        var tests: [(column: String, test: String)] = []
        for value in keys.map(\.value).distinct {
            if value.hasPrefix("s-1-") {
                tests.append(("AccountSid", "AccountSid =~ \(GoHunt.literal(value))"))
            } else if isID(value) {
                tests.append(("AccountObjectId", "AccountObjectId =~ \(GoHunt.literal(value))"))
            } else if value.contains("@") {
                tests.append(("AccountUpn", "AccountUpn =~ \(GoHunt.literal(value))"))
            }
        }
        tests += userNames(keys).map { ("AccountName", "AccountName =~ \(GoHunt.literal($0))") }
        if !tests.contains(where: { $0.column == "AccountUpn" }) {
            tests += userNames(keys).map { ("AccountUpn", "AccountUpn startswith \(GoHunt.literal($0 + "@"))") }
        }
        return tests.filter { columns.contains($0.column) }.map(\.test)
    }

    private static func userNames(_ keys: [EntityKey]) -> [String] {
        keys.filter { !$0.value.hasPrefix("s-1-") && !isID($0.value) }.map(\.bareName).distinct
    }

    private static func mailbox(_ value: String) -> [EntityHunt?] {
        let value = GoHunt.literal(value)
        return [
            alerts(["AccountUpn =~ \(value)"]),
            EntityHunt("Its mail", "EmailEvents", ["RecipientEmailAddress =~ \(value)", "SenderFromAddress =~ \(value)"]),
            EntityHunt(
                "Files that came or went", "EmailAttachmentInfo",
                ["RecipientEmailAddress =~ \(value)", "SenderFromAddress =~ \(value)"]),
            EntityHunt("Links that were followed", "UrlClickEvents", ["AccountUpn =~ \(value)"]),
        ]
    }

    private static func address(_ value: String) -> [EntityHunt?] {
        let value = GoHunt.literal(value)
        return [
            alerts(["RemoteIP == \(value)", "LocalIP == \(value)"]),
            EntityHunt("Connections with it", "DeviceNetworkEvents", ["RemoteIP == \(value)", "LocalIP == \(value)"]),
            EntityHunt("Logons from it", "DeviceLogonEvents", ["RemoteIP == \(value)"]),
            EntityHunt(
                "Sign-ins from it", "union withsource=Table IdentityLogonEvents, EntraIdSignInEvents, CloudAppEvents",
                ["IPAddress == \(value)"]),
            EntityHunt(
                "What firewalls say of it", "CommonSecurityLog", ["SourceIP == \(value)", "DestinationIP == \(value)"],
                time: "TimeGenerated"),
        ]
    }

    private static func link(_ value: String) -> [EntityHunt?] {
        let value = GoHunt.literal(value)
        return [
            alerts(["RemoteUrl contains \(value)"]),
            EntityHunt("Connections to it", "DeviceNetworkEvents", ["RemoteUrl contains \(value)"]),
            EntityHunt("Who followed it", "UrlClickEvents", ["Url contains \(value)"]),
            EntityHunt("Mail with it", "EmailUrlInfo", ["Url contains \(value)"]),
        ]
    }

    /// A file is known by digests, or by its name.
    private static func file(_ keys: [EntityKey]) -> [EntityHunt?] {
        let named = keys.map(\.value).distinct.map { (column: digest($0) ?? "FileName", value: GoHunt.literal($0)) }
        func tests(_ columns: Set<String>) -> [String] {
            named.filter { columns.contains($0.column) }.map { "\($0.column) =~ \($0.value)" }
        }
        let all: Set<String> = ["FileName", "SHA256", "SHA1", "MD5"]
        return [
            alerts(tests(["FileName", "SHA256", "SHA1"])), EntityHunt("Where it was written", "DeviceFileEvents", tests(all)),
            EntityHunt("Where it ran", "DeviceProcessEvents", tests(all)),
            EntityHunt("Where it was loaded", "DeviceImageLoadEvents", tests(all)),
            EntityHunt("Mail with it", "EmailAttachmentInfo", tests(["FileName", "SHA256"])),
        ]
    }

    private static func process(_ value: String) -> [EntityHunt?] {
        let value = GoHunt.literal(value)
        let started = ["InitiatingProcessFileName =~ \(value)"]
        return [
            alerts(["FileName =~ \(value)"]), EntityHunt("Where it ran", "DeviceProcessEvents", ["FileName =~ \(value)"]),
            EntityHunt("What it started", "DeviceProcessEvents", started),
            EntityHunt("Its connections", "DeviceNetworkEvents", started),
        ]
    }

    private static func application(_ value: String) -> [EntityHunt?] {
        let value = GoHunt.literal(value)
        return [
            alerts(["Application =~ \(value)", "OAuthApplicationId =~ \(value)"]),
            EntityHunt("What was done in it", "CloudAppEvents", ["Application =~ \(value)"]),
            EntityHunt("Sign-ins to it", "EntraIdSignInEvents", ["Application =~ \(value)", "ApplicationId =~ \(value)"]),
        ]
    }

    private static func message(_ value: String) -> [EntityHunt?] {
        let value = GoHunt.literal(value)
        return [
            EntityHunt("Where it went", "EmailEvents", ["NetworkMessageId =~ \(value)", "InternetMessageId contains \(value)"]),
            EntityHunt("Its files", "EmailAttachmentInfo", ["NetworkMessageId =~ \(value)"]),
            EntityHunt("Its links", "EmailUrlInfo", ["NetworkMessageId =~ \(value)"]),
        ]
    }

    private static func cloudResource(_ value: String) -> [EntityHunt?] {
        let value = GoHunt.literal(value)
        return [
            alerts(["CloudResource =~ \(value)"]),
            EntityHunt("What was done to it in Azure", "AzureActivity", ["ResourceId =~ \(value)"], time: "TimeGenerated"),
            EntityHunt("What was done to it at AWS", "AWSCloudTrail", ["Resources contains \(value)"], time: "TimeGenerated"),
            EntityHunt("What applications did to it", "CloudAppEvents", ["ObjectId =~ \(value)", "ObjectName =~ \(value)"]),
        ]
    }

    private static func container(_ value: String) -> [EntityHunt?] {
        let value = GoHunt.literal(value)
        return [
            EntityHunt(
                "Processes that ran in it", "CloudProcessEvents", ["ContainerName =~ \(value)", "ContainerId =~ \(value)"])
        ]
    }

    // MARK: Values

    /// Whether a text is an id as directories give them.
    private static func isID(_ value: String) -> Bool {
        value.utf8.count == 36 && value.allSatisfy { $0.isHexDigit || $0 == "-" }
    }

    private static func digest(_ value: String) -> String? {
        guard value.allSatisfy(\.isHexDigit) else { return nil }
        return switch value.utf8.count {
        case 64: "SHA256"
        case 40: "SHA1"
        case 32: "MD5"
        default: nil
        }
    }
}
