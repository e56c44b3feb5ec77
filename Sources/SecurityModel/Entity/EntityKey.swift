internal import Primitives

/// What sort of thing an entity is, over all kinds of evidence that name one. The raw value is what stores keep.
public enum EntityKind: UInt8, WireEnum {
    case device = 1
    case user = 2
    case ip = 3
    case domain = 4
    case url = 5
    case file = 6
    case process = 7
    case mailbox = 8
    case message = 9
    case cloudResource = 10
    case application = 11
    case registry = 12
    case group = 13
    case container = 14
    case network = 15
    case other = 16

    public var name: String { "\(self)" }

    /// Things that an organisation owns and protects, when an alert does not say otherwise by a role.
    public var isAssetByNature: Bool {
        switch self {
        case .device, .user, .mailbox, .cloudResource, .application: true
        default: false
        }
    }
}

/// The name under which an entity is the same across alerts and products.
public struct EntityKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Whether sharing the key alone shows that two alerts are about the same thing.
    public enum Strength: UInt8, Sendable {
        /// A bare name or an address that others may carry as well.
        case weak = 0
        /// An object id, a SID, a hash, a full name.
        case strong = 1
    }

    public var kind: EntityKind
    /// Normalised: lower case where the field's values have none, canonical addresses.
    public var value: String
    public var strength: Strength

    public init(_ kind: EntityKind, _ value: String, _ strength: Strength) {
        self.kind = kind
        self.value = value
        self.strength = strength
    }

    /// `device:ws-042`; how reasons and listings name it.
    public var description: String { "\(kind.name):\(value)" }

    public static func < (left: EntityKey, right: EntityKey) -> Bool {
        (left.kind.rawValue, left.value) < (right.kind.rawValue, right.value)
    }

    public static func == (left: EntityKey, right: EntityKey) -> Bool {
        left.kind == right.kind && left.value == right.value
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(value)
    }
}

/// What an id is made of. A product gives a device or an account one of each form at most, so two of one form by one
/// product are two things, whatever name they share.
public enum IdentifierForm: UInt8, Sendable, CaseIterable {
    /// A SID of a domain or a machine, `S-1-5-...`.
    case securityIdentifier = 1
    /// A SID that a cloud directory made of its object id, `S-1-12-...`.
    case cloudSecurityIdentifier = 2
    case uuid = 3
    /// What products number their things by: 16 digits or more, also hexadecimal ones.
    case number = 4
    /// The number of a collector's agent, `agent:013@manager`. An agent also passes on the lines of other hosts.
    case agent = 5
    /// A device's name with its domain. Devices of one bare name in two domains are two.
    case domainName = 6
}

extension EntityKey {
    private static let agentPrefix = "agent:"

    /// The id of a collector's agent, which its manager numbers: other managers give the same numbers.
    public static func agent(_ number: String, of manager: String) -> String {
        agentPrefix + number + (manager.isEmpty ? "" : "@" + manager)
    }

    /// Whether others may carry the same name elsewhere, so that it is kept with the scope of its source behind an `@`: a private
    /// address, and the name of a device without its domain.
    public var isScoped: Bool {
        switch kind {
        case .ip: strength == .weak
        case .device: identifierForm == nil
        default: false
        }
    }

    /// The form of the id that the value is; nil for a name.
    public var identifierForm: IdentifierForm? {
        if kind == .device {
            if value.hasPrefix(EntityKey.agentPrefix) { return .agent }
            if isDomainName { return .domainName }
        }
        if value.hasPrefix("s-1-") { return value.hasPrefix("s-1-12-") ? .cloudSecurityIdentifier : .securityIdentifier }
        let length = value.utf8.count
        let dashes = value.utf8.count { $0 == UInt8(ascii: "-") }
        let decimals = value.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let letters = value.utf8.count { (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
        let isHexadecimal = decimals + letters + dashes == length
        if length == 36, dashes == 4, isHexadecimal { return .uuid }
        return length >= 16 && (isHexadecimal || 2 * (decimals + dashes) > length) ? .number : nil
    }

    private var isDomainName: Bool {
        guard let dot = value.utf8.firstIndex(of: UInt8(ascii: ".")), dot > value.startIndex else { return false }
        return value.utf8.last != UInt8(ascii: ".") && !value.utf8.contains(UInt8(ascii: "@")) && IPAddress(value) == nil
    }

    /// How much a person can make of it: principal names before names with a domain before bare names before ids.
    public var readability: Int {
        if let form = identifierForm { return form == .domainName ? 1 : 0 }
        if value.utf8.contains(UInt8(ascii: "@")) { return 3 }
        return value.utf8.contains(UInt8(ascii: "\\")) ? 2 : 1
    }

    /// Of an account's name what stands behind its domain's short name or before its `@`.
    public var accountName: Substring {
        let name = value.lastIndex(of: "\\").map { value[value.index(after: $0)...] } ?? value[...]
        return name.firstIndex(of: "@").map { name[..<$0] } ?? name
    }
}
