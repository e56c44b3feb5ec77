internal import Primitives

/// What an identity provider says of a person, once its signature is verified (OpenID Connect Core, section 3.1.3.7).
struct IDToken: Hashable, Sendable {
    /// What clocks may differ by, in seconds.
    static let leeway: Int64 = 120

    /// Who it is there, for good: the issuer and the subject.
    var subject: String
    var account: String
    var displayName: String?
    var groups: [String]

    /// - Throws: `AccessError.badIDToken` where it is not for this sign-in.
    init(claims: JSONValue, provider: IdentityProvider, nonce: String, at now: Timestamp) throws(AccessError) {
        let seconds = now.unixSeconds
        guard claims["iss"]?.string.map({ $0.hasSuffix("/") ? String($0.dropLast()) : $0 }) == provider.issuer else {
            throw .badIDToken("it is of another issuer")
        }
        let audiences = claims["aud"]?.array?.compactMap(\.string) ?? [claims["aud"]?.string].compactMap(\.self)
        guard audiences.contains(provider.clientID) else { throw .badIDToken("it is for another client") }
        if audiences.count > 1 || claims["azp"] != nil {
            guard claims["azp"]?.string == provider.clientID else { throw .badIDToken("it was given to another client") }
        }
        guard let expires = IDToken.seconds(claims["exp"]), seconds < expires + IDToken.leeway else {
            throw .badIDToken("it has expired")
        }
        guard let issued = IDToken.seconds(claims["iat"]), issued <= seconds + IDToken.leeway else {
            throw .badIDToken("it was issued in the future; is the server's clock right?")
        }
        if let start = IDToken.seconds(claims["nbf"]), start > seconds + IDToken.leeway {
            throw .badIDToken("it is not good yet; is the server's clock right?")
        }
        guard claims["nonce"]?.string == nonce else { throw .badIDToken("it answers another sign-in") }
        guard let id = claims["sub"]?.string, !id.isEmpty else { throw .badIDToken("it names nobody") }
        subject = "\(provider.issuer)|\(id)"
        guard let account = claims[provider.accountClaim]?.string ?? claims["email"]?.string else {
            throw .badIDToken("it has no '\(provider.accountClaim)' to name the account by")
        }
        self.account = account
        displayName = claims["name"]?.string
        groups =
            claims[provider.groupsClaim]?.array?.compactMap(\.string)
            ?? [claims[provider.groupsClaim]?.string].compactMap(\.self)
    }

    private static func seconds(_ value: JSONValue?) -> Int64? {
        switch value {
        case .integer(let number): number
        case .number(let number): Int64(exactly: number.rounded())
        default: nil
        }
    }
}
