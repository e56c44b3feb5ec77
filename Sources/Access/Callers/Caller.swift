public import CaseStore

/// Who stands behind a request, what he may do, and what there is for him.
public struct Caller: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// The holder of the installation's own token.
        case administrator
        case person
        /// A program with an account of its own.
        case client
        /// A shipper with a source's token.
        case source
    }

    public var kind: Kind
    /// The account's own name: of the person, the client, the source.
    public var account: String
    /// With their parts.
    public var permissions: Set<Permission>
    public var scope: AccessScope

    public init(kind: Kind, account: String, permissions: Set<Permission>, scope: AccessScope = .everything) {
        self.kind = kind
        self.account = account
        self.permissions = permissions.withParts
        self.scope = scope
    }

    /// May do everything.
    public static let administrator = Caller(
        kind: .administrator, account: "administrator", permissions: Set(Permission.allCases))

    /// May send records of one source and do nothing else.
    public static func source(_ name: String) -> Caller {
        Caller(kind: .source, account: name, permissions: [.sendRecords], scope: AccessScope(sources: [name]))
    }

    /// The name that changes carry. The word in front keeps a program from passing for a person.
    public var name: String {
        switch kind {
        case .administrator, .person: account
        case .client: "client \(account)"
        case .source: "source \(account)"
        }
    }

    /// Who changes something by a request. A program that acts for people counts as one.
    public var actor: ChangeActor { ChangeActor(person: name) }

    public func may(_ permission: Permission) -> Bool { permissions.contains(permission) }

    public func mayIngest(by source: String) -> Bool {
        may(.sendRecords) && scope.sources?.contains(source) != false
    }

    /// - Throws: `AccessError` where somebody would give what he does not have.
    func checkMayGive(_ given: Set<Permission>, within scope: AccessScope) throws(AccessError) {
        let beyond = given.subtracting(permissions)
        guard beyond.isEmpty else { throw .beyondOwn(beyond.map(\.rawValue).sorted()) }
        guard self.scope.covers(scope) else { throw .beyondOwnScope }
    }
}
