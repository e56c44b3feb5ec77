internal import Access
internal import Hummingbird

/// The addresses of hunting, which this version does not have: a client learns so plainly.
struct HuntingRefusals: RouteGroup {
    static let paths =
        GraphScope.versions.map { "\($0)/security/runHuntingQuery" }
        + DefenderNames.roots.flatMap { ["\($0)/advancedhunting/run", "\($0)/advancedqueries/run"] }
        + ["v1/workspaces/:workspace/query"]

    init(_ services: APIServices) {}

    func add(to routes: RouteTable) {
        for path in HuntingRefusals.paths {
            routes.post(path, needs: .permission(.runHunting)) { _, _ in
                throw APIError.notServed("hunting queries are not part of this version; no query was run")
            }
        }
    }
}
