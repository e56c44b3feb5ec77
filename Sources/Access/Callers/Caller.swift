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

    /// Permissions with the scope that they hold in. Who has several roles has each in its own scope.
    public struct Part: Hashable, Sendable {
        /// With what they are made of.
        public var permissions: Set<Permission>
        public var scope: CaseScope

        public init(_ permissions: Set<Permission>, scope: CaseScope = .everything) {
            self.permissions = permissions.withParts
            self.scope = scope
        }
    }

    public var kind: Kind
    /// The account's own name: of the person, the client, the source.
    public var account: String
    public var parts: [Part]
    /// Whatever he may do somewhere.
    public let permissions: Set<Permission>

    public init(kind: Kind, account: String, parts: [Part]) {
        self.kind = kind
        self.account = account
        self.parts = parts
        permissions = parts.reduce(into: []) { $0.formUnion($1.permissions) }
    }

    /// May do everything.
    public static let administrator = Caller(
        kind: .administrator, account: "administrator", parts: [Part(Set(Permission.allCases))])

    /// May send records of one source and do nothing else.
    public static func source(_ name: String) -> Caller {
        Caller(kind: .source, account: name, parts: [Part([.sendRecords], scope: CaseScope(sources: [name]))])
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

    /// Where he may do something: what is in any of these. `[.everything]` where nothing is kept from him.
    public func scopes(for permission: Permission) -> [CaseScope] {
        let scopes = parts.filter { $0.permissions.contains(permission) }.map(\.scope)
        return scopes.contains(.everything) ? [.everything] : scopes
    }

    public func mayIngest(by source: String) -> Bool {
        scopes(for: .sendRecords).contains { $0.sources?.contains(source) != false }
    }

    /// For what belongs to the whole installation.
    /// - Throws: `AccessError` where a permission is his in a part of it alone.
    public func checkSeesEverything(for permission: Permission) throws(AccessError) {
        guard scopes(for: permission) == [.everything] else { throw .beyondOwnScope }
    }

    /// - Throws: `AccessError` where somebody would give what he does not have.
    func checkMayGive(_ given: Set<Permission>, within scope: CaseScope) throws(AccessError) {
        let beyond = given.subtracting(permissions)
        guard beyond.isEmpty else { throw .beyondOwn(beyond.map(\.rawValue).sorted()) }
        for permission in given where !scopes(for: permission).contains(where: { $0.covers(scope) }) {
            throw .beyondOwnScope
        }
    }
}
