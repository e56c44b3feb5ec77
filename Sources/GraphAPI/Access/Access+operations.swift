internal import HTTPTypes

// What is told of how programs sign in.

extension TokenRoutes {
    static var operations: [Operation] {
        let token = Schema.object(
            [("token_type", .text), ("access_token", .text), ("expires_in", .any)],
            optional: [("ext_expires_in", .any), ("expires_on", .text), ("not_before", .text), ("resource", .text)])
        return [":tenant/oauth2/v2.0/token", ":tenant/oauth2/token"].map { path in
            Operation(.post, path, "A token for a program, by its client credentials.")
                .taking(.form).giving(token).failing(401).failing(as: .json(.named("OAuthError")))
        }
            + [":tenant/discovery/v2.0/keys", ":tenant/discovery/keys"].map { path in
                Operation(.get, path, "The keys that tokens are signed with.").giving(["keys": .list(.any)])
            }
    }
}

extension DiscoveryRoutes {
    static var operations: [Operation] {
        [":tenant/v2.0/.well-known/openid-configuration", ":tenant/.well-known/openid-configuration"].map { path in
            Operation(.get, path, "OpenID discovery.").giving(["token_endpoint": .text, "issuer": .text, "jwks_uri": .text])
        } + [
            Operation(.get, ":tenant/discovery/instance", "Which cloud a host belongs to: its own.")
                .giving(["tenant_discovery_endpoint": .text]),
            Operation(.get, "metadata/endpoints", "The addresses of a cloud of its own.")
                .giving(["name": .text, "resourceManager": .text]),
        ]
    }
}
