internal import CaseStore
internal import Foundation
public import Primitives

/// Signs people in by the organisation's identity provider, and keeps how that is set.
public struct ProviderDesk: Sendable {
    private static let setting = "identityProvider"
    private static let secretName = "identity-provider.secret"

    private let store: CaseStore
    private let book: CallerBook
    private let signIn: SignInDesk
    /// Where the client's secret is kept, readable by its owner alone.
    private let folder: URL
    private let pending = PendingSignIns()

    init(store: CaseStore, book: CallerBook, signIn: SignInDesk, folder: URL) {
        self.store = store
        self.book = book
        self.signIn = signIn
        self.folder = folder
    }

    /// Whether a secret is kept.
    public var hasSecret: Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(ProviderDesk.secretName).path)
    }

    /// How it is set; `nil` where people sign in here alone.
    public func provider() async throws -> IdentityProvider? {
        guard let text = try await store.read({ try $0.setting(ProviderDesk.setting) }), !text.isEmpty else { return nil }
        return try IdentityProvider(json: try JSONValue(parsing: text))
    }

    /// The groups that the identity provider's people are in, as far as roles are given to them; in their order.
    static func groups(_ reader: CaseReader) throws -> [String] { try rolesByGroup(reader).keys.sorted() }

    /// What each of those groups is given.
    static func rolesByGroup(_ reader: CaseReader) throws -> [String: [String]] {
        guard let text = try reader.setting(setting), !text.isEmpty else { return [:] }
        return try IdentityProvider(json: try JSONValue(parsing: text)).rolesByGroup
    }

    /// Sets it, or takes it away. A secret that is `nil` leaves the one that is kept, as long as it goes to the same client of the
    /// same issuer; else it is forgotten, so that nobody sends it to himself.
    /// - Throws: `AccessError` before anything has changed: also where the setting before gave roles that the caller cannot give.
    public func set(_ provider: IdentityProvider?, secret: String?, by caller: Caller) async throws {
        let (name, text) = (ProviderDesk.setting, provider?.json.text ?? "")
        let before = try await self.provider()
        try caller.checkSeesEverything(for: .manageAuthorization)
        let given = Set(provider?.rolesByGroup.values.flatMap(\.self) ?? [])
        let taken = Set(before?.rolesByGroup.values.flatMap(\.self) ?? [])
        try await store.write(by: caller.actor, at: .now) { transaction in
            let roles = try RoleBook(transaction.reader)
            for name in given.union(taken) {
                guard let role = roles[name] else {
                    // A role that is gone gives nothing any more.
                    guard given.contains(name) else { continue }
                    throw AccessError.noSuchRole(name)
                }
                try caller.checkMayGive(role.permissions.withParts, within: role.scope)
            }
            try transaction.set(name, to: text)
        }
        let file = folder.appendingPathComponent(ProviderDesk.secretName)
        let isSameClient = provider?.issuer == before?.issuer && provider?.clientID == before?.clientID
        if provider == nil || !isSameClient { try? FileManager.default.removeItem(at: file) }
        guard let secret, provider != nil else { return }
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: Data(secret.utf8), attributes: [.posixPermissions: 0o600])
        else { throw AccessError.badProvider("the secret cannot be written to '\(file.path)'") }
    }

    /// Where a browser goes to sign in, and the state that it has to bring back.
    /// - Parameter destination: where whoever signs in goes then.
    public func begin(
        redirect: String, destination: LocalAddress? = nil, at now: Timestamp
    ) async throws -> (address: String, state: String) {
        guard let provider = try await provider() else { throw AccessError.noProvider }
        let connection = ProviderConnection(provider: provider)
        let endpoints = try await connection.endpoints()
        let started = pending.begin(destination: destination, at: now)
        return (connection.authorizationURL(endpoints, started, redirect: redirect), started.state)
    }

    /// Ends what `begin` began.
    /// - Parameter browserState: what the browser kept; only the one that began may end it.
    public func finish(
        code: String, state: String, browserState: String?, redirect: String, address: String, at now: Timestamp
    ) async throws -> (caller: Caller, token: SessionToken, destination: LocalAddress?) {
        guard let browserState, AccessToken.areEqual(Array(state.utf8), Array(browserState.utf8)),
            let started = pending.take(state, at: now)
        else { throw AccessError.unknownSignIn }
        guard let provider = try await provider() else { throw AccessError.noProvider }
        do {
            let secret = try? String(contentsOf: folder.appendingPathComponent(ProviderDesk.secretName), encoding: .utf8)
            let claims = try await ProviderConnection(provider: provider).claims(
                code: code, started, secret: secret, redirect: redirect)
            let token = try IDToken(claims: claims, provider: provider, nonce: started.nonce, at: now)
            let account = try await admit(token, provider, at: now)
            let (caller, session) = try await signIn.begin(account, address: address, at: now)
            return (caller, session, started.destination)
        } catch let error as AccessError {
            try await store.write(by: .access, at: now) { transaction in
                try transaction.noteSignInRefused(account: nil, reason: "identity provider: \(error)", address: address)
            }
            throw error
        }
    }

    /// The account of whoever the token names, made or brought up to date. His roles are those of his groups today.
    private func admit(_ token: IDToken, _ provider: IdentityProvider, at now: Timestamp) async throws -> String {
        let account = try Person.account(token.account)
        let roles = provider.roles(ofGroups: token.groups)
        guard !roles.isEmpty else { throw AccessError.noRoles }
        let name = token.displayName.flatMap { try? PersonDesk.checked($0) } ?? account
        let admitted = try await store.write(by: .access, at: now) { transaction in
            let people = try transaction.reader.people()
            let known = people.first { $0.subject == token.subject }
            // An account that was made here is not taken over by a name from elsewhere.
            guard known != nil || !people.contains(where: { $0.account == account }) else {
                throw AccessError.nameTaken(account)
            }
            var person =
                known ?? StoredPerson(account: account, displayName: name, password: nil, roles: [], created: now)
            let before = person
            (person.subject, person.roles, person.displayName) = (token.subject, roles, name)
            person.groups = token.groups.filter { provider.rolesByGroup[$0] != nil }.sorted()
            if known == nil || person != before { try transaction.save(person) }
            return person.account
        }
        try await book.reload()
        return admitted
    }
}
