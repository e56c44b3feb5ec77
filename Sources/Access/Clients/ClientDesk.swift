public import CaseStore
internal import Foundation
internal import Primitives

/// What is done to API clients: added, changed, given a new secret, removed. Nobody gives what he does not have.
public struct ClientDesk: Sendable {
    /// What may be changed of a client; `nil` leaves it.
    public struct Change: Sendable {
        public var grant: Grant?
        public var scope: CaseScope?
        public var isEnabled: Bool?

        public init(grant: Grant? = nil, scope: CaseScope? = nil, isEnabled: Bool? = nil) {
            self.grant = grant
            self.scope = scope
            self.isEnabled = isEnabled
        }
    }

    private let store: CaseStore
    private let book: CallerBook

    public init(store: CaseStore, book: CallerBook) {
        self.store = store
        self.book = book
    }

    /// Makes a client and answers it with its secret, which is not kept.
    /// - Throws: `AccessError` before anything has changed.
    public func add(
        _ name: String, grant: Grant, scope: CaseScope, by caller: Caller
    ) async throws -> (client: APIClient, secret: String) {
        try AccessName.check(name)
        guard !grant.effective.isEmpty else { throw AccessError.nothingGranted }
        try caller.checkMayGive(grant.effective, within: scope)
        let secret = AccessToken(prefix: AccessToken.clientPrefix)
        let stored = StoredClient(
            id: UUID().uuidString.lowercased(), name: name, secretDigest: secret.digest, grants: grant.names,
            scope: scope.json, created: .now)
        try await store.write(by: caller.actor, at: .now) { transaction in
            guard try !transaction.reader.clients().contains(where: { $0.name == name }) else {
                throw AccessError.nameTaken(name)
            }
            try transaction.save(stored)
        }
        try await book.reload()
        return (try APIClient(stored), secret.text)
    }

    /// Changes a client. Permissions count at once; tokens of a client that is disabled are no longer good, also when it is
    /// enabled again.
    public func update(_ id: String, _ change: Change, by caller: Caller) async throws -> APIClient {
        if let grant = change.grant, grant.effective.isEmpty { throw AccessError.nothingGranted }
        return try await edit(id, by: caller) { stored in
            if let grant = change.grant { stored.grants = grant.names }
            if let scope = change.scope { stored.scope = scope.json }
            if let isEnabled = change.isEnabled, isEnabled != stored.isEnabled {
                stored.isEnabled = isEnabled
                stored.generation += 1
            }
        }
    }

    /// Gives a client a new secret and answers it. The old secret, and the tokens got with it, are no longer good.
    public func replaceSecret(of id: String, by caller: Caller) async throws -> (client: APIClient, secret: String) {
        let secret = AccessToken(prefix: AccessToken.clientPrefix)
        let client = try await edit(id, by: caller) { stored in
            stored.secretDigest = secret.digest
            stored.secretCreated = .now
            stored.generation += 1
        }
        return (client, secret.text)
    }

    /// Removes a client; its tokens are no longer good.
    public func remove(_ id: String, by caller: Caller) async throws {
        try await store.write(by: caller.actor, at: .now) { transaction in
            let stored = try ClientDesk.client(id, transaction.reader)
            try ClientDesk.checkMayManage(stored, by: caller)
            try transaction.removeClient(stored)
        }
        try await book.reload()
    }

    private func edit(
        _ id: String, by caller: Caller, _ body: @escaping @Sendable (inout StoredClient) -> Void
    ) async throws -> APIClient {
        let stored = try await store.write(by: caller.actor, at: .now) { transaction in
            var stored = try ClientDesk.client(id, transaction.reader)
            // Before and after: who may not have made a client can neither take it over nor widen it.
            try ClientDesk.checkMayManage(stored, by: caller)
            body(&stored)
            try ClientDesk.checkMayManage(stored, by: caller)
            try transaction.save(stored)
            return stored
        }
        try await book.reload()
        return try APIClient(stored)
    }

    private static func client(_ id: String, _ reader: CaseReader) throws -> StoredClient {
        guard let stored = try reader.clients().first(where: { $0.id == id.lowercased() }) else {
            throw AccessError.noSuchClient(id)
        }
        return stored
    }

    private static func checkMayManage(_ stored: StoredClient, by caller: Caller) throws(AccessError) {
        let client = try APIClient(stored)
        try caller.checkMayGive(client.grant.effective, within: client.scope)
    }
}
