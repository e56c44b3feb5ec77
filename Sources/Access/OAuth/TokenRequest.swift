internal import Foundation

/// What a program asks of the token endpoint.
public struct TokenRequest: Hashable, Sendable {
    /// The two forms of the endpoint: `/oauth2/token` with a resource, `/oauth2/v2.0/token` with a scope.
    public enum Version: Sendable { case v1, v2 }

    public var clientID: String
    public var secret: String
    /// What the token is for, as the client writes it, without `/.default`.
    public var resource: String
    public var version: Version

    /// Scopes that say something about a person, which a program has no use for; clients send them all the same.
    private static let personal = ["openid", "profile", "email", "offline_access"]

    /// - Parameter authorization: the header, where a client shows its secret there (RFC 6749, section 2.3.1).
    public init(
        form: [(name: String, value: String)], authorization: String?, version: Version
    ) throws(OAuthError) {
        func value(_ name: String) throws(OAuthError) -> String? {
            let values = form.filter { $0.name == name }
            guard values.count < 2 else { throw .repeated(name) }
            return values.first.flatMap { $0.value.isEmpty ? nil : $0.value }
        }
        guard let grant = try value("grant_type") else { throw .missing("grant_type") }
        guard grant == "client_credentials" else { throw .unsupportedGrant(grant) }
        let basic = authorization.flatMap(TokenRequest.basic)
        guard let client = try value("client_id") ?? basic?.user else { throw .missing("client_id") }
        guard let secret = try value("client_secret") ?? basic?.password else { throw .missingSecret }
        clientID = client.lowercased()
        self.secret = secret
        self.version = version
        let scope = try value("scope")
        switch (version, try value("resource"), scope) {
        case (.v1, let named?, _): resource = try TokenRequest.checked(named)
        case (_, _, let scope?): resource = try TokenRequest.resource(ofScope: scope)
        case (.v1, nil, nil): throw .missing("resource")
        case (.v2, _, nil): throw .missing("scope")
        }
    }

    /// `https://graph.microsoft.com/.default` without its end. A resource may end in a slash of its own.
    private static func resource(ofScope scope: String) throws(OAuthError) -> String {
        let asked = scope.split(separator: " ").filter { !personal.contains($0.lowercased()) }
        guard let first = asked.first, first.hasSuffix("/.default") else { throw .badScope(scope) }
        let resource = String(first.dropLast("/.default".utf8.count))
        guard !resource.isEmpty else { throw .badScope(scope) }
        return resource
    }

    private static func checked(_ resource: String) throws(OAuthError) -> String {
        guard resource.contains("://") || UUID(uuidString: resource) != nil else { throw .badResource(resource) }
        return resource
    }

    private static func basic(_ header: String) -> (user: String, password: String)? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic", let data = Data(base64Encoded: String(parts[1])) else {
            return nil
        }
        let pair = String(decoding: data, as: UTF8.self).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2, let user = pair[0].removingPercentEncoding, let password = pair[1].removingPercentEncoding,
            !user.isEmpty, !password.isEmpty
        else { return nil }
        return (user, password)
    }
}
