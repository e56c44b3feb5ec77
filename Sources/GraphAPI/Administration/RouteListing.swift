internal import Access
internal import Hummingbird
internal import Primitives

/// `GET /api/routes`: every declared route with what it needs, for documents and for tests. Not a `RouteGroup`, as it has
/// to know all the others.
enum RouteListing {
    static func add(to routes: RouteTable) {
        let path = "api/routes"
        let need = RouteNeed.permission(.readSystemSettings)
        let entries = routes.entries + [RouteTable.Entry(method: .get, path: path, need: need)]
        let list = JSONValue.array(
            entries.sorted { ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue) }.map { entry in
                [
                    "method": .string(entry.method.rawValue), "path": .string("/" + entry.path),
                    "need": .string(entry.need.name),
                ]
            })
        routes.get(path, needs: need) { _, _ in .json(["routes": list]) }
    }
}
