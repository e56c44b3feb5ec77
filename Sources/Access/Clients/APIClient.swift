public import CaseStore
public import Primitives

/// A program with an account of its own.
public struct APIClient: Hashable, Sendable {
    /// A GUID: the `client_id`.
    public var id: String
    public var name: String
    public var grant: Grant
    public var scope: CaseScope
    public var isEnabled: Bool
    public var created: Timestamp
    public var secretCreated: Timestamp
    /// Tokens of an earlier generation are no longer good.
    var generation: Int64
    private var secretDigest: [UInt8]

    /// - Throws: `AccessError` where something is stored that this version does not know.
    init(_ stored: StoredClient) throws(AccessError) {
        id = stored.id
        name = stored.name
        grant = try Grant(names: stored.grants)
        scope = try CaseScope(json: stored.scope)
        isEnabled = stored.isEnabled
        created = stored.created
        secretCreated = stored.secretCreated
        generation = stored.generation
        secretDigest = stored.secretDigest
    }

    func hasSecret(_ text: String) -> Bool { AccessToken.areEqual(AccessToken.digest(of: text), secretDigest) }

    var caller: Caller { Caller(kind: .client, account: name, parts: [.init(grant.effective, scope: scope)]) }
}
