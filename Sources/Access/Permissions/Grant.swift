/// What somebody was given: permissions of the portal, and app roles.
public struct Grant: Hashable, Sendable {
    public var permissions: Set<Permission>
    public var appRoles: [AppRole]

    public init(permissions: Set<Permission> = [], appRoles: [AppRole] = []) {
        self.permissions = permissions
        self.appRoles = appRoles
    }

    /// Reads names of app roles and permissions, in any order.
    /// - Throws: `AccessError.unknownGrant` for a name that is neither.
    public init(names: [String]) throws(AccessError) {
        self.init()
        for name in names {
            if let permission = Permission(rawValue: name) {
                permissions.insert(permission)
            } else if let role = AppRole.named(name) {
                if !appRoles.contains(role) { appRoles.append(role) }
            } else {
                throw .unknownGrant(name)
            }
        }
    }

    /// As `init(names:)` reads them.
    public var names: [String] { appRoles.map(\.name) + permissions.map(\.rawValue).sorted() }

    /// All that may be done by it.
    public var effective: Set<Permission> { appRoles.reduce(permissions.withParts) { $0.union($1.permissions) } }

    /// The names of the app roles that it comes to, for the `roles` of a token.
    public var claimedRoles: [String] {
        AppRole.covered(by: effective).filter { $0.resource != .arm }.map(\.name)
    }
}
