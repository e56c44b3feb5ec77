public import Primitives

/// Something that is known to go with attacks: an address, a name, a hash. Lists of them come from people and from feeds.
public struct ThreatIndicator: Hashable, Sendable {
    public enum Kind: UInt8, WireEnum {
        /// A pattern that is more than one value.
        case other = 0
        case ipAddress, domainName, url, fileSha256, fileSha1, fileMd5, emailAddress, certificateThumbprint

        public var name: String { "\(self)" }

        /// The word for a pattern that asks for one value of this kind.
        public func patternType(of value: String) -> String {
            String(ThreatIndicator.property(for: self, value).prefix { $0 != ":" })
        }
    }

    /// Given by whoever made it, unique in the installation.
    public var name: String
    public var displayName: String
    public var description: String
    /// The condition in STIX's pattern language.
    public var pattern: String
    /// The word for the pattern's subject: `ipv4-addr`, `domain-name`, `file` ...
    public var patternType: String
    /// Who says so.
    public var source: String
    /// 0 to 100.
    public var confidence: Int64
    public var tags: [String]
    public var threatTypes: [String]
    public var validFrom: Timestamp?
    public var validUntil: Timestamp?
    /// It was taken back, and counts no more.
    public var isRevoked: Bool
    /// What else was said of it, in the words of whoever made it.
    public var details: JSONObject
    public var authorship: Authorship

    public init(
        name: String, displayName: String, description: String = "", pattern: String, patternType: String, source: String,
        confidence: Int64 = 0, tags: [String] = [], threatTypes: [String] = [], validFrom: Timestamp? = nil,
        validUntil: Timestamp? = nil, isRevoked: Bool = false, details: JSONObject = JSONObject(),
        authorship: Authorship = .unsaved
    ) {
        self.name = name
        self.displayName = displayName
        self.description = description
        self.pattern = pattern
        self.patternType = patternType
        self.source = source
        self.confidence = confidence
        self.tags = tags
        self.threatTypes = threatTypes
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.isRevoked = isRevoked
        self.details = details
        self.authorship = authorship
    }

    /// The one value that the pattern asks for, as in `[ipv4-addr:value = '203.0.113.9']`, with what kind of value it is;
    /// `nil` for patterns that say more.
    public var subject: (kind: Kind, value: String)? {
        guard pattern.first == "[", pattern.last == "]" else { return nil }
        let halves = pattern.dropFirst().dropLast().split(separator: "=", maxSplits: 1)
        guard halves.count == 2,
            let kind = ThreatIndicator.kinds[String(halves[0].filter { $0 != " " && $0 != "'" }).lowercased()]
        else {
            return nil
        }
        guard let value = ThreatIndicator.unquoted(halves[1].drop { $0 == " " }) else { return nil }
        return (kind, value)
    }

    /// The text of a literal that nothing follows; `\\` and `\'` stand for the second of the two.
    private static func unquoted(_ literal: Substring) -> String? {
        guard literal.first == "'" else { return nil }
        var (value, rest) = ("", literal.dropFirst())
        while let character = rest.popFirst() {
            switch character {
            case "'": return rest.allSatisfy { $0 == " " } ? value : nil
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                value.append(escaped)
            default: value.append(character)
            }
        }
        return nil
    }

    /// The pattern that asks for one value.
    public static func pattern(for kind: Kind, _ value: String) -> String {
        let escaped = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        return "[\(property(for: kind, value)) = '\(escaped)']"
    }

    private static func property(for kind: Kind, _ value: String) -> String {
        switch kind {
        case .ipAddress: value.contains(":") ? "ipv6-addr:value" : "ipv4-addr:value"
        case .domainName: "domain-name:value"
        case .url: "url:value"
        case .fileSha256: "file:hashes.'SHA-256'"
        case .fileSha1: "file:hashes.'SHA-1'"
        case .fileMd5: "file:hashes.MD5"
        case .emailAddress: "email-addr:value"
        case .certificateThumbprint: "x509-certificate:hashes.'SHA-1'"
        case .other: "artifact:payload_bin"
        }
    }

    private static let kinds: [String: Kind] = [
        "ipv4-addr:value": .ipAddress, "ipv6-addr:value": .ipAddress, "domain-name:value": .domainName, "url:value": .url,
        "file:hashes.sha-256": .fileSha256, "file:hashes.sha256": .fileSha256, "file:hashes.sha-1": .fileSha1,
        "file:hashes.sha1": .fileSha1, "file:hashes.md5": .fileMd5, "email-addr:value": .emailAddress,
        "x509-certificate:hashes.sha-1": .certificateThumbprint, "x509-certificate:hashes.sha1": .certificateThumbprint,
    ]
}
