public import Foundation
internal import JWTKit
public import Primitives

/// The keys that sign and verify API clients' tokens. The newest signs; an older one verifies until the last token of its
/// is out, and goes then. The first is made when it is first needed.
public actor SigningKeyRing {
    nonisolated private let thread = OwnThread("access.keys")
    nonisolated public var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let folder: URL
    private let policy: SigningKeyPolicy
    /// Oldest first.
    private var keys: [SigningKey]
    /// All of them, by their ids.
    private let collection = JWTKeyCollection()

    /// Reads the keys of a folder.
    /// - Throws: `SigningKeyError`.
    public init(folder: URL, policy: SigningKeyPolicy = SigningKeyPolicy()) async throws {
        self.folder = folder
        self.policy = policy
        keys = try SigningKey.all(in: folder)
        for key in keys { await collection.add(key) }
    }

    /// The public keys (RFC 7517).
    public func publicKeys(at now: Timestamp) async throws -> JSONValue {
        _ = try await newest(at: now)
        return ["keys": .array(keys.map(\.publicJSON))]
    }

    /// Lets a new key sign from now on, and answers its id.
    public func rotate(at now: Timestamp) async throws -> String { try await add(at: now).id }

    /// Does what time asks for: the next key where the newest is old, and no key whose tokens are all out.
    /// - Returns: the id of the new key where there is one.
    public func renew(at now: Timestamp) async throws -> String? {
        let isDue = keys.last.map { policy.isDue(newest: $0.created, at: now) } ?? false
        let added = isDue ? try await add(at: now).id : nil
        for (key, next) in zip(keys, keys.dropFirst()) where policy.isSpent(replaced: next.created, at: now) {
            try key.remove(from: folder)
            await collection.remove(kid: JWKIdentifier(string: key.id))
            keys.removeAll { $0.id == key.id }
        }
        return added
    }

    func sign(_ claims: TokenClaims, at now: Timestamp) async throws -> String {
        let key = try await newest(at: now)
        return try await collection.sign(claims, kid: JWKIdentifier(string: key.id))
    }

    /// What a token says, once its signature is that of one of our keys.
    nonisolated func claims(of token: some StringProtocol) async -> TokenClaims? {
        try? await collection.verify(Array(token.utf8), as: TokenClaims.self)
    }

    private func newest(at now: Timestamp) async throws -> SigningKey {
        if let key = keys.last { return key }
        return try await add(at: now)
    }

    /// Two that come at once may each add one; both are good.
    private func add(at now: Timestamp) async throws -> SigningKey {
        let key = try SigningKey.make(at: now)
        try key.save(in: folder)
        await collection.add(key)
        keys.append(key)
        return key
    }
}

extension JWTKeyCollection {
    fileprivate func add(_ key: SigningKey) {
        add(rsa: key.key, digestAlgorithm: .sha256, kid: JWKIdentifier(string: key.id))
    }
}
