/// The roles that an entity had, over any number of alerts; one bit a role.
public struct RoleSet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public init(_ roles: [EvidenceRole]) {
        self.init(rawValue: roles.reduce(0) { $0 | 1 << UInt32($1.rawValue) })
    }

    public var roles: [EvidenceRole] {
        EvidenceRole.allCases.filter { contains([RoleSet([$0])]) }
    }

    /// It acted against the organisation.
    public static let hostile = RoleSet([.attacker, .commandAndControl, .source])
    /// It was acted upon.
    public static let struck = RoleSet([.attacked, .compromised, .destination])
}
