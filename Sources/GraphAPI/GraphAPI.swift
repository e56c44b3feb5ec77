// The HTTP surface: what programs (the command line is one) ask of the product, in Microsoft Graph's words where Graph has
// them. A route reads the request, asks the store or one of the flow's desks, and writes the answer; it decides nothing.
//
//     request -> ErrorAnswers -> RouteTable (who asks, and whether he may) -> route
//
// Each group of routes is one file with one `RouteGroup`, named in `GraphAPI.groups`.

public import Hummingbird

/// A few routes about one subject.
protocol RouteGroup: Sendable {
    init(_ services: APIServices)
    func add(to routes: RouteTable)
}

public enum GraphAPI {
    /// Every group of routes there is.
    static let groups: [any RouteGroup.Type] = [
        HealthRoutes.self, IngestRoutes.self, IncidentRoutes.self, AlertRoutes.self, QueueRoutes.self, SourceRoutes.self,
        DetectorRoutes.self, RejectedRoutes.self, StatusRoutes.self, ClientRoutes.self, TokenRoutes.self, DiscoveryRoutes.self,
        SessionRoutes.self, PersonRoutes.self, RoleRoutes.self,
    ]

    /// All routes of the product.
    public static func router(_ services: APIServices) -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: ErrorAnswers())
        let table = RouteTable(router, services: services)
        for group in groups { group.init(services).add(to: table) }
        RouteListing.add(to: table)
        return router
    }
}
