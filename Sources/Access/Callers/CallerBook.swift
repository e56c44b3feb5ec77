public import CaseStore
internal import Foundation
public import Primitives
internal import Synchronization

/// Who stands behind each credential, as of now.
public final class CallerBook: Sendable {
    /// What the store says, read in one snapshot.
    private struct Page: Sendable {
        /// The last change that it has seen.
        var change: Int64
        var tokens: TokenBook
        /// By their ids.
        var clients: [String: APIClient]
        /// By their accounts.
        var people: [String: Person]
        var roles: RoleBook
    }

    /// The installation's own id, where others would name a tenant.
    public let tenant: String
    /// The setting that keeps it.
    public static let tenantSetting = "tenantId"
    let keys: SigningKeyRing
    private let store: CaseStore
    private let administrator: [UInt8]
    private let page: Mutex<Page>

    /// - Parameter administrator: the digest of the administrator's token.
    public init(store: CaseStore, administrator: [UInt8], keys: SigningKeyRing) async throws {
        self.store = store
        self.administrator = administrator
        self.keys = keys
        tenant = try await CallerBook.tenant(store)
        page = Mutex(try await CallerBook.read(store, administrator))
    }

    /// Reads everything anew after something was changed. A reading that overlaps with a newer one does not undo it.
    public func reload() async throws {
        let read = try await CallerBook.read(store, administrator)
        page.withLock { page in
            if read.change >= page.change { page = read }
        }
    }

    /// Whose token it is: the administrator's, a source's, or one that was issued to an API client.
    /// - Throws: `BearerError`.
    public func caller(ofBearer token: some StringProtocol & Sendable, at now: Timestamp) async throws(BearerError) -> Caller {
        if token.hasPrefix(AccessToken.prefix) {
            guard let caller = page.withLock({ $0.tokens }).caller(of: token) else { throw .unknown }
            return caller
        }
        guard let claims = await keys.claims(of: token) else { throw .unknown }
        try claims.check(at: now)
        guard let client = client(claims.appid), client.isEnabled, client.generation == claims.gen else { throw .revoked }
        return client.caller
    }

    /// The source that signed a request by its shared key.
    /// - Parameter key: the key that follows from the digest of a source's token.
    /// - Throws: `BearerError.unknown`.
    public func caller(
        of signature: SharedKeySignature, for head: SharedKeySignature.Head, at now: Timestamp, key: ([UInt8]) -> [UInt8]
    ) throws(BearerError) -> Caller {
        let source = page.withLock { $0.tokens.source(named: signature.name) }
        // Who names a source that there is not waits as long as who knows its name and not its key.
        let isGood = signature.isGood(for: head, key: key(source?.digest ?? []), at: now)
        guard isGood, let source else { throw .unknown }
        return source.caller
    }

    /// The clients, by name.
    public var clients: [APIClient] { page.withLock { $0.clients.values.sorted { $0.name < $1.name } } }

    public func client(_ id: String) -> APIClient? { page.withLock { $0.clients[id.lowercased()] } }

    /// The people, by account.
    public var people: [Person] { page.withLock { $0.people.values.sorted { $0.account < $1.account } } }

    public func person(_ account: String) -> Person? { page.withLock { $0.people[account.lowercased()] } }

    /// Those of the product first.
    public var roles: [Role] { page.withLock { $0.roles.all } }

    /// What a person may do now; `nil` where there is none, or none that is let in.
    func caller(ofPerson account: String) -> Caller? {
        page.withLock { page in
            guard let person = page.people[account], person.isEnabled else { return nil }
            return Caller(kind: .person, account: account, parts: person.roles.compactMap { page.roles[$0]?.part })
        }
    }

    private static func read(_ store: CaseStore, _ administrator: [UInt8]) async throws -> Page {
        try await store.read { reader in
            let clients = try reader.clients().map { try APIClient($0) }
            return Page(
                change: try reader.changes(limit: 1).first?.sequence ?? 0,
                tokens: TokenBook(administrator: administrator, sources: try reader.tokenDigests()),
                clients: Dictionary(uniqueKeysWithValues: clients.map { ($0.id, $0) }),
                people: Dictionary(uniqueKeysWithValues: try reader.people().map { ($0.account, Person($0)) }),
                roles: try RoleBook(reader))
        }
    }

    private static func tenant(_ store: CaseStore) async throws -> String {
        let name = tenantSetting
        if let tenant = try await store.read({ try $0.setting(name) }) { return tenant }
        let tenant = UUID().uuidString.lowercased()
        try await store.write(by: .access, at: .now) { try $0.set(name, to: tenant) }
        return tenant
    }
}
