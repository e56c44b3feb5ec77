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

    /// One address with what it answers; the name is what the address names.
    struct Answer: Sendable {
        var method: HTTPRequest.Method
        var path: String
        var body: @Sendable (_ name: String) -> JSONValue

        fileprivate init(_ method: HTTPRequest.Method, _ path: String, _ body: @escaping @Sendable (String) -> JSONValue) {
            (self.method, self.path, self.body) = (method, path, body)
        }
    }

    static let answers: [Answer] =
        [Answer(.get, "elastic") { _ in root }, Answer(.head, "elastic") { _ in [:] }]
        + ["", "elastic/"].flatMap { prefix -> [Answer] in
            [
                Answer(.get, "\(prefix)_license") { _ in ["license": license] },
                Answer(.get, "\(prefix)_xpack") { _ in features },
                Answer(.get, "\(prefix)_cluster/health") { _ in health },
            ]
                + ["_nodes", "_nodes/:node", "_nodes/:node/:what"].map { path in
                    Answer(.get, prefix + path) { _ in ["cluster_name": "watchfloor", "nodes": [:]] }
                }
                + setups.flatMap { path -> [Answer] in
                    [HTTPRequest.Method.get, .head].map { method in
                        Answer(method, prefix + path) { name in .object(JSONObject([.init(name: name, value: [:])])) }
                    }
                        + [HTTPRequest.Method.put, .post].map { method in
                            Answer(method, prefix + path) { _ in ["acknowledged": true] }
                        }
                }
        }

    /// What shippers set up before they send.
    private static let setups = [
        "_ilm/policy/:name", "_index_template/:name", "_component_template/:name", "_template/:name",
        "_ingest/pipeline/:name", "_data_stream/:name",
    ]

    func add(to routes: RouteTable) {
        for answer in ElasticHandshakeRoutes.answers {
            routes.on(answer.method, answer.path, needs: .permission(.sendRecords), errors: .elastic) { _, context in
                let response = Response.elastic(answer.body(context.parameters.get("name") ?? ""))
                guard answer.method == .head else { return response }
                return Response(status: .ok, headers: response.headers)
            }
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
