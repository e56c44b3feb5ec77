internal import Foundation
internal import JWTKit
internal import Primitives

/// What an API client's token says. Clients take a token as it is; people print its `roles`.
struct TokenClaims: JWTPayload, Hashable {
    /// Seconds for which a token is good.
    static let lifetime: Int64 = 3599

    /// What the client asked the token for. Not checked: clients of one installation name many resources.
    var aud: String
    var iss: String
    var tid: String
    var iat: Int64
    var nbf: Int64
    var exp: Int64
    var appid: String
    var azp: String
    var oid: String
    var sub: String
    var roles: [String]
    /// The client's generation; see `APIClient`.
    var gen: Int64
    var idtyp = "app"
    var ver: String
    /// Tells this token from all others.
    var uti: String

    init(_ client: APIClient, audience: String, issuer: String, tenant: String, version: TokenRequest.Version, at now: Timestamp)
    {
        aud = audience
        iss = issuer
        tid = tenant
        iat = now.unixSeconds
        nbf = iat
        exp = iat + TokenClaims.lifetime
        appid = client.id
        azp = client.id
        oid = client.id
        sub = client.id
        roles = client.grant.claimedRoles
        gen = client.generation
        ver = version == .v1 ? "1.0" : "2.0"
        uti = UUID().uuidString.lowercased()
    }

    /// The times are checked with the caller's clock (`check`), so that a test can set it.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// - Throws: `BearerError` where the token is not good at this moment.
    func check(at now: Timestamp) throws(BearerError) {
        guard now.unixSeconds < exp else { throw .expired }
        guard now.unixSeconds >= nbf else { throw .notYetGood }
    }
}

/// Why a token is not taken.
public enum BearerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Made by nobody here, or changed on the way.
    case unknown
    case expired
    /// The clock was set back since.
    case notYetGood
    /// Its client was removed, disabled or given a new secret since.
    case revoked

    public var description: String {
        switch self {
        case .unknown: "the token is not one of this installation"
        case .expired: "the token has expired; get a new one"
        case .notYetGood: "the token is not good yet; is the server's clock right?"
        case .revoked: "the token's client was removed, disabled or given a new secret since; get a new one"
        }
    }
}
