internal import Access
internal import Hummingbird
internal import Primitives

/// Where clients read how this installation is to be spoken with, before they speak: OpenID discovery and the description
/// of a cloud of its own. Everything leads back to the host that was asked.
struct DiscoveryRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get(":tenant/v2.0/.well-known/openid-configuration", needs: .nothing) { request, context in
            .json(configuration(services.origin(of: request), try context.parameters.require("tenant"), "v2.0"))
        }
        routes.get(":tenant/.well-known/openid-configuration", needs: .nothing) { request, context in
            .json(configuration(services.origin(of: request), try context.parameters.require("tenant"), ""))
        }
        routes.get(":tenant/discovery/instance", needs: .nothing) { request, _ in
            .json(instance(services.origin(of: request)))
        }
        routes.get("metadata/endpoints", needs: .nothing) { request, _ in .json(endpoints(services.origin(of: request))) }
    }

    private func configuration(_ origin: String, _ tenant: String, _ version: String) -> JSONValue {
        let oauth = "\(origin)/\(tenant)/oauth2" + (version.isEmpty ? "" : "/\(version)")
        let keys = "\(origin)/\(tenant)/discovery" + (version.isEmpty ? "" : "/\(version)") + "/keys"
        return [
            "token_endpoint": .string("\(oauth)/token"), "authorization_endpoint": .string("\(oauth)/authorize"),
            "issuer": .string("\(origin)/\(tenant)/\(version)"), "jwks_uri": .string(keys),
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "grant_types_supported": ["client_credentials"], "response_types_supported": ["token"],
            "subject_types_supported": ["pairwise"], "id_token_signing_alg_values_supported": ["RS256"],
            "tenant_region_scope": .null, "cloud_instance_name": .string(DiscoveryRoutes.host(of: origin)),
        ]
    }

    private func instance(_ origin: String) -> JSONValue {
        let host = JSONValue.string(DiscoveryRoutes.host(of: origin))
        return [
            "tenant_discovery_endpoint": .string("\(origin)/common/v2.0/.well-known/openid-configuration"),
            "api-version": "1.1",
            "metadata": [["preferred_network": host, "preferred_cache": host, "aliases": [host]]],
        ]
    }

    /// The slashes at the ends matter: clients append to them.
    private func endpoints(_ origin: String) -> JSONValue {
        let root = JSONValue.string(origin + "/")
        return [
            "name": "Watchfloor", "portal": root,
            "authentication": [
                "loginEndpoint": root, "audiences": [root], "tenant": "common", "identityProvider": "AAD",
            ],
            "resourceManager": root, "microsoftGraphResourceId": root, "logAnalyticsResourceId": root, "graph": root,
            "graphAudience": root, "gallery": root, "batch": root, "media": root, "sqlManagement": root,
            "activeDirectoryDataLake": root, "vmImageAliasDoc": root, "suffixes": [:],
        ]
    }

    private static func host(of origin: String) -> String {
        String(origin.firstRange(of: "://").map { origin[$0.upperBound...] } ?? Substring(origin))
    }
}
