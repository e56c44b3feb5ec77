internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// What shippers ask an Elasticsearch before they send: who it is, its license, its health. What they set up there
/// (templates, policies, pipelines) has no use here; it is acknowledged and has no effect.
struct ElasticHandshakeRoutes: RouteGroup {
    /// The version that is told. Shippers refuse a server older than themselves, so it is the end of the newest generation.
    static let version = "9.99.0"

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        on(.get, "elastic", routes) { _ in ElasticHandshakeRoutes.root }
        on(.head, "elastic", routes) { _ in .object(JSONObject()) }
        for prefix in ["", "elastic/"] {
            on(.get, "\(prefix)_license", routes) { _ in ["license": ElasticHandshakeRoutes.license] }
            on(.get, "\(prefix)_xpack", routes) { _ in ElasticHandshakeRoutes.features }
            on(.get, "\(prefix)_cluster/health", routes) { _ in ElasticHandshakeRoutes.health }
            for path in ["_nodes", "_nodes/:node", "_nodes/:node/:what"] {
                on(.get, prefix + path, routes) { _ in ["cluster_name": "watchfloor", "nodes": [:]] }
            }
            for path in [
                "_ilm/policy/:name", "_index_template/:name", "_component_template/:name", "_template/:name",
                "_ingest/pipeline/:name", "_data_stream/:name",
            ] {
                for method in [HTTPRequest.Method.get, .head] {
                    on(method, prefix + path, routes) { name in .object(JSONObject([.init(name: name, value: [:])])) }
                }
                for method in [HTTPRequest.Method.put, .post] {
                    on(method, prefix + path, routes) { _ in ["acknowledged": true] }
                }
            }
        }
    }

    private func on(
        _ method: HTTPRequest.Method, _ path: String, _ routes: RouteTable, _ answer: @escaping @Sendable (String) -> JSONValue
    ) {
        routes.on(method, path, needs: .permission(.sendRecords), errors: .elastic) { _, context in
            let response = Response.elastic(answer(context.parameters.get("name") ?? ""))
            guard method == .head else { return response }
            return Response(status: .ok, headers: response.headers)
        }
    }

    private static let root: JSONValue = [
        "name": "watchfloor", "cluster_name": "watchfloor", "cluster_uuid": "watchfloor",
        "version": [
            "number": .string(version), "build_flavor": "default", "build_type": "deb", "build_snapshot": false,
            "minimum_wire_compatibility_version": "8.19.0", "minimum_index_compatibility_version": "8.0.0",
        ],
        "tagline": "You Know, for Search",
    ]

    private static let license: JSONValue = [
        "status": "active", "uid": "watchfloor", "type": "basic", "issued_to": "watchfloor", "issuer": "watchfloor",
    ]

    private static let features: JSONValue = [
        "build": [:], "license": ["uid": "watchfloor", "type": "basic", "mode": "basic", "status": "active"],
        "features": ["ilm": ["available": false, "enabled": false], "security": ["available": true, "enabled": true]],
    ]

    private static let health: JSONValue = [
        "cluster_name": "watchfloor", "status": "green", "timed_out": false, "number_of_nodes": 1,
        "number_of_data_nodes": 1, "active_shards_percent_as_number": 100,
    ]
}
