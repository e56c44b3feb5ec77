public import CaseStore
internal import Foundation
public import Primitives

/// Gives API clients their tokens (OAuth 2.0, client credentials).
public struct TokenDesk: Sendable {
    private let store: CaseStore
    private let book: CallerBook
    private let throttle: SharedThrottle

    init(store: CaseStore, book: CallerBook, throttle: SharedThrottle) {
        self.store = store
        self.book = book
        self.throttle = throttle
    }

    /// - Parameter tenant: what the address names. There is one tenant, the installation, and the token says so; a GUID goes into
    ///   the issuer, as the documents under that address name it.
    /// - Parameter origin: how the client reaches the server, without a slash at the end.
    /// - Parameter address: where the client asks from, for the log.
    /// - Throws: `OAuthError`, and the errors of the store.
    public func issue(
        _ request: TokenRequest, tenant: String, origin: String, address: String, at now: Timestamp
    ) async throws -> JSONValue {
        let client = try await identified(request, address: address, at: now)
        let tenant = UUID(uuidString: tenant) == nil ? book.tenant : tenant.lowercased()
        let claims = TokenClaims(
            client, audience: request.resource, issuer: "\(origin)/\(tenant)/" + (request.version == .v1 ? "" : "v2.0"),
            tenant: book.tenant, version: request.version, at: now)
        let token = JSONValue.string(try await book.keys.sign(claims, at: now))
        switch request.version {
        case .v2:
            return [
                "token_type": "Bearer", "expires_in": .integer(TokenClaims.lifetime),
                "ext_expires_in": .integer(TokenClaims.lifetime), "access_token": token,
            ]
        case .v1:
            return [
                "token_type": "Bearer", "expires_in": .string(String(TokenClaims.lifetime)),
                "ext_expires_in": .string(String(TokenClaims.lifetime)), "expires_on": .string(String(claims.exp)),
                "not_before": .string(String(claims.nbf)), "resource": .string(request.resource), "access_token": token,
            ]
        }
    }

    /// The public keys that tokens are signed with.
    public func publicKeys(at now: Timestamp) async throws -> JSONValue { try await book.keys.publicKeys(at: now) }

    /// Lets a new key sign from now on, and answers its id. Tokens of the old one stay good until they run out.
    public func rotateSigningKey(by actor: ChangeActor) async throws -> String {
        let key = try await book.keys.rotate(at: .now)
        try await store.write(by: actor, at: .now) { try $0.noteSigningKey(key) }
        return key
    }

    /// Changes and removes signing keys whose time has come.
    public func renewSigningKeys(at now: Timestamp) async throws {
        guard let key = try await book.keys.renew(at: now) else { return }
        try await store.write(by: .access, at: now) { try $0.noteSigningKey(key) }
    }

    private func identified(_ request: TokenRequest, address: String, at now: Timestamp) async throws -> APIClient {
        guard request.clientID.utf8.count <= AccessName.maximumLength else { throw OAuthError.unknownClient("") }
        // A secret is made here and too long to be guessed, so wrong ones count against where they come from: nobody shuts a
        // client out from elsewhere.
        let account = "client \(request.clientID) at \(address)"
        do throws(AccessError) {
            try throttle.begin(account: account, address: address, at: now)
        } catch {
            guard case .tooManyAttempts(let seconds) = error else { throw error }
            throw OAuthError.tooMany(retryAfter: seconds)
        }
        guard let client = book.client(request.clientID) else { throw OAuthError.unknownClient(request.clientID) }
        guard let error = TokenDesk.fault(of: client, request) else {
            throttle.succeed(account: account, address: address)
            return client
        }
        try await store.write(by: .access, at: now) { transaction in
            try transaction.noteRefusal(ofClient: client.id, reason: error.error, address: address)
        }
        throw error
    }

    private static func fault(of client: APIClient, _ request: TokenRequest) -> OAuthError? {
        guard client.hasSecret(request.secret) else { return .wrongSecret }
        return client.isEnabled ? nil : .disabledClient(client.id)
    }
}
