// The HTTP surface: what programs (the command line is one) ask of the product, in Microsoft Graph's words where Graph has
// them. A route reads the request, asks the store or one of the flow's desks, and writes the answer; it decides nothing.
//
//     request -> ErrorAnswers -> RouteTable (who asks, and whether he may) -> route
//
// Each group of routes is one file with one `RouteGroup`, named in `GraphAPI.groups`.

public import Hummingbird

/// Routes of a surface, pages for example.
package protocol Surface: Sendable {
    func add(to routes: RouteTable)
}

/// A few routes about one subject, of programs.
protocol RouteGroup: Surface {
    init(_ services: APIServices)
}

public enum GraphAPI {
    /// Every group of routes there is.
    static let groups: [any RouteGroup.Type] = [
        HealthRoutes.self, IngestRoutes.self, IncidentRoutes.self, AlertRoutes.self, QueueRoutes.self, SourceRoutes.self,
        DetectorRoutes.self, RejectedRoutes.self, StatusRoutes.self, ClientRoutes.self, TokenRoutes.self, DiscoveryRoutes.self,
        SessionRoutes.self, PersonRoutes.self, RoleRoutes.self, ProviderRoutes.self,
        DeviceGroupRoutes.self,
        AssetRoutes.self, AssetRuleRoutes.self,
    ]

    /// All routes of the product.
    /// - Parameter surfaces: routes of other surfaces, pages for example; callers are let in as here.
    package static func router(_ services: APIServices, surfaces: [any Surface] = []) -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: ErrorAnswers())
        let table = RouteTable(router, services: services)
        for group in groups { group.init(services).add(to: table) }
        for surface in surfaces { surface.add(to: table) }
        RouteListing.add(to: table)
        return router
    }
}
