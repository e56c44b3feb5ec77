internal import Access
internal import Hummingbird
internal import Primitives

/// `GET /api/routes` and `GET /openapi.json`: every declared route with what it needs, and what is told of it. Not a
/// `RouteGroup`, as it has to know all the others.
enum DocumentRoutes {
    static let operations: [Operation] = [
        Operation(.get, "api/routes", "Every declared route, with the permission that it needs.")
            .giving(["routes": .list(["method": .text, "path": .text, "need": .text, "isPage": .flag])]),
        Operation(.get, "openapi.json", "This document.").giving(.any),
    ]

    /// - Parameter forPrograms: what is described; the other routes are pages, for people alone.
    static func add(to routes: RouteTable, forPrograms: Set<RouteTable.Entry>, facts: ServerFacts) {
        let need = RouteNeed.permission(.readSystemSettings)
        let own = [
            RouteTable.Entry(method: .get, path: "api/routes", need: need),
            RouteTable.Entry(method: .get, path: "openapi.json", need: .nothing),
        ]
        let list = JSONValue.array(
            (routes.entries + own).sorted { ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue) }.map { entry in
                [
                    "method": .string(entry.method.rawValue), "path": .string("/" + entry.path),
                    "need": .string(entry.need.name),
                    "isPage": .bool(!forPrograms.contains(entry) && !own.contains(entry)),
                ]
            })
        let document = GraphAPI.document(routes.entries + own, facts).json
        routes.get("api/routes", needs: need) { _, _ in .json(["routes": list]) }
        routes.get("openapi.json", needs: .nothing) { _, _ in .json(document) }
    }
}
