internal import SecurityModel

/// Hunts for what a thing of a kind did, or what was done with it, in the events of the last days.
struct EntityHunt {
    var title: String
    /// The table and the condition, in KQL.
    private var query: String

    /// How far back they look, in days.
    static let days = 7
    /// Rows, at most.
    static let most = 500

    var address: String {
        let text = "\(query)\n| sort by Timestamp desc\n| take \(EntityHunt.most)"
        return "/hunting".asking([("query", text), ("timespan", "P\(EntityHunt.days)D"), ("run", "1")])
    }

    private init(_ title: String, _ table: String, _ condition: String) {
        self.title = title
        query = "\(table)\n| where \(condition)"
    }

    static func all(_ key: EntityKey) -> [EntityHunt] {
        let value = GoHunt.literal(key.value)
        return switch key.kind {
        case .device:
            [
                EntityHunt("Processes that ran on it", "DeviceProcessEvents", "DeviceName =~ \(value)"),
                EntityHunt("Its connections", "DeviceNetworkEvents", "DeviceName =~ \(value)"),
            ]
        case .user: [EntityHunt("Its sign-ins", "IdentityLogonEvents", user(key))]
        case .mailbox:
            [
                EntityHunt(
                    "Its mail", "EmailEvents", "RecipientEmailAddress =~ \(value) or SenderFromAddress =~ \(value)")
            ]
        case .ip: [EntityHunt("Connections to it", "DeviceNetworkEvents", "RemoteIP == \(value)")]
        case .url, .domain: [EntityHunt("Connections to it", "DeviceNetworkEvents", "RemoteUrl contains \(value)")]
        case .file: [EntityHunt("Where it was written", "DeviceFileEvents", file(key))]
        case .process: [EntityHunt("Where it ran", "DeviceProcessEvents", "FileName =~ \(value)")]
        default: []
        }
    }

    /// An account's name may come with its domain before it, or as an address.
    private static func user(_ key: EntityKey) -> String {
        let name = key.value.split(separator: "\\").last.map(String.init) ?? key.value
        return "AccountName =~ \(GoHunt.literal(name)) or AccountUpn =~ \(GoHunt.literal(name))"
    }

    /// A file is known by a digest, or by its name.
    private static func file(_ key: EntityKey) -> String {
        let isDigest = key.value.allSatisfy(\.isHexDigit)
        let column =
            switch key.value.count {
            case 64 where isDigest: "SHA256"
            case 40 where isDigest: "SHA1"
            case 32 where isDigest: "MD5"
            default: "FileName"
            }
        return "\(column) =~ \(GoHunt.literal(key.value))"
    }
}
