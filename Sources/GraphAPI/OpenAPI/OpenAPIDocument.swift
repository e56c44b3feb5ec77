internal import HTTPTypes
internal import Primitives

/// The description of the HTTP surface that programs read (OpenAPI 3.1), put together of the declared routes and what is
/// told of each.
struct OpenAPIDocument: Sendable {
    let json: JSONValue
    /// Routes of which nothing is told.
    let untold: [RouteTable.Entry]
    /// Operations that belong to no route.
    let unrouted: [String]

    init(
        _ entries: [RouteTable.Entry], operations: [Operation], schemas: KeyValuePairs<String, Schema>, version: String,
        address: String
    ) {
        let byRoute = Dictionary(operations.map { ("\($0.method) \($0.path)", $0) }) { first, _ in first }
        var paths: [(path: String, item: JSONObject)] = []
        var untold: [RouteTable.Entry] = []
        for entry in entries.sorted(by: { ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue) }) {
            guard let operation = byRoute["\(entry.method) \(entry.path)"] else {
                untold.append(entry)
                continue
            }
            let path = OpenAPIDocument.template(entry.path)
            if paths.last?.path != path { paths.append((path, JSONObject())) }
            paths[paths.count - 1].item[entry.method.rawValue.lowercased()] = OperationWriter(operation, entry.need).json
        }
        let routes = Set(entries.map { "\($0.method) \($0.path)" })
        self.untold = untold
        unrouted = byRoute.keys.filter { !routes.contains($0) }.sorted()
        json = [
            "openapi": "3.1.0",
            "info": [
                "title": "Watchfloor", "version": .string(version),
                "description":
                    "Incident response over HTTP. Requests carry a bearer token. Beside the product's own interface stand those of Microsoft Graph, Defender, Microsoft Sentinel and of log shippers, for the programs that know them.",
            ],
            "servers": [["url": .string(address)]],
            "paths": .object(JSONObject(paths.map { .init(name: $0.path, value: .object($0.item)) })),
            "components": [
                "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer"]],
                "schemas": .object(JSONObject(schemas.map { .init(name: $0.key, value: $0.value.json) })),
            ],
        ]
    }

    /// `api/queue/:id` as `/api/queue/{id}`.
    private static func template(_ path: String) -> String {
        "/" + path.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }.joined(separator: "/")
    }
}
