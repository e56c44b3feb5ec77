internal import Access
internal import Hummingbird

/// The addresses of hunting, which this version does not have: a client learns so plainly.
struct HuntingRefusals: RouteGroup {
    init(_ services: APIServices) {}

    func add(to routes: RouteTable) {
        let paths =
            GraphScope.versions.map { "\($0)/security/runHuntingQuery" }
            + DefenderNames.roots.flatMap { ["\($0)/advancedhunting/run", "\($0)/advancedqueries/run"] }
        for path in paths {
            routes.post(path, needs: .permission(.runHunting)) { _, _ in
                throw APIError.notServed("hunting queries are not part of this version; no query was run")
            }
        }
    }
}
