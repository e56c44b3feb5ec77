internal import Primitives
internal import SecurityModel

// How the field's words read on a page.

extension EntityKind {
    /// The kind in words, of one thing or of several.
    func title(_ count: Int) -> String {
        let one: String
        switch self {
        case .ip: return count == 1 ? "address" : "addresses"
        case .registry: return count == 1 ? "registry key" : "registry keys"
        case .process: return count == 1 ? "process" : "processes"
        case .mailbox: return count == 1 ? "mailbox" : "mailboxes"
        case .cloudResource: one = "cloud resource"
        case .url: one = "URL"
        case .other: return count == 1 ? "other entity" : "other entities"
        default: one = name
        }
        return count == 1 ? one : one + "s"
    }
}

extension WireEnum {
    /// `inProgress` as `In progress`.
    var title: String { name.camelWords }
}

extension String {
    /// `inProgress` as `In progress`, `ipAddress` as `IP address`.
    var camelWords: String {
        var words = [""]
        for character in self {
            if character.isUppercase { words.append(character.lowercased()) } else { words[words.count - 1].append(character) }
        }
        return words.filter { !$0.isEmpty }.map { String.initials.contains($0) ? $0.uppercased() : $0 }
            .joined(separator: " ").withCapital
    }

    private static let initials: Set<String> = ["ip", "url", "dns", "upn", "sid", "os", "md5", "sha1", "sha256"]
}

extension String {
    /// A product's or a sensor's name in Graph's spelling as its maker writes it: `microsoftDefenderForIoT` as
    /// `Microsoft Defender for IoT`.
    var productWords: String {
        if let own = String.ownNames[self] ?? identifierWords { return own }
        guard !contains(where: \.isWhitespace) else { return withCapital }
        var words: [String] = []
        var wasCapital = false
        for character in self {
            if words.isEmpty || (character.isUppercase && !wasCapital)
                || (character.isNumber && words.last?.last?.isNumber == false)
            {
                words.append(String(character))
            } else {
                words[words.count - 1].append(character)
            }
            wasCapital = character.isUppercase
        }
        return words.map { ["For", "In"].contains($0) ? $0.lowercased() : $0.withCapital }.joined(separator: " ")
    }

    /// A sensor's own identifier, all in small letters, in words: `windows_eventchannel` as `Windows eventchannel`, `json` as
    /// `JSON`.
    private var identifierWords: String? {
        guard !isEmpty, allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "_" || $0 == "-" }) else { return nil }
        let words = split { $0 == "_" || $0 == "-" }.map(String.init)
        return words.map { String.acronyms.contains($0) ? $0.uppercased() : $0 }.joined(separator: " ").withCapital
    }

    private static let acronyms = initials.union([
        "json", "xml", "csv", "cef", "http", "https", "smtp", "imap", "ssh", "rdp", "smb", "ldap", "dhcp", "tls", "vpn", "api",
        "sql", "aws", "gcp", "ids", "ips", "edr", "xdr", "waf", "siem", "utm", "av", "dlp", "iam",
    ])

    /// Names that the letters alone do not tell.
    private static let ownNames = [
        "azureAdIdentityProtection": "Entra ID Protection", "microsoft365Defender": "Microsoft Defender XDR",
        "microsoftDefenderForIoT": "Microsoft Defender for IoT",
        "microsoftDefenderForAIServices": "Microsoft Defender for AI services",
        "customTi": "Custom threat intelligence", "builtInMl": "Built-in machine learning", "nrtAlerts": "Near-real-time rules",
        "scheduledAlerts": "Scheduled rules", "smartScreen": "SmartScreen", "customDetection": "Custom detection",
        "automatedInvestigation": "Automated investigation",
    ]
}

extension AlertID {
    /// `Alert 675`: how pages call one that has no better name there. A search finds it by the number.
    var words: String { "Alert \(number)" }
}

extension Classification {
    /// The words of the portal; `nil` while nobody classified.
    var words: String? {
        switch self {
        case .unknown: nil
        case .truePositive: "True positive"
        case .falsePositive: "False positive"
        case .informationalExpectedActivity: "Informational, expected activity"
        }
    }
}

extension AlertSeverity {
    /// As filters offer them.
    static let gravestFirst = allCases.sorted(by: >)
}

/// Amounts as sentences have them.
enum Amount {
    static func text(_ count: Int64, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
    }

    /// `12,345`, and `12,345+` where there may be more.
    static func grouped(_ number: Int64, orMore: Bool) -> String { grouped(number) + (orMore ? "+" : "") }

    /// `12,345`.
    static func grouped(_ number: Int64) -> String {
        var digits = String(number.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        groups.insert(digits, at: 0)
        return (number < 0 ? "-" : "") + groups.joined(separator: ",")
    }

    /// The first few names, and how many more there are: `a, b and 7 more`.
    static func list(_ names: [String], most: Int = 3) -> String {
        guard names.count > 1 else { return names.first ?? "" }
        if names.count <= most { return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "") }
        return names.prefix(most).joined(separator: ", ") + " and \(names.count - most) more"
    }

    /// A span of time in its largest two units: `2 d 3 h`.
    static func span(_ span: Duration) -> String {
        let seconds = Int64(span.seconds)
        switch seconds {
        case ..<60: return "\(max(0, seconds)) s"
        case ..<3600: return "\(seconds / 60) min"
        case ..<86400: return "\(seconds / 3600) h" + (seconds % 3600 < 60 ? "" : " \(seconds % 3600 / 60) min")
        default: return "\(seconds / 86400) d" + (seconds % 86400 < 3600 ? "" : " \(seconds % 86400 / 3600) h")
        }
    }
}
