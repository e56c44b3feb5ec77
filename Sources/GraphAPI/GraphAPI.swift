// The HTTP surface: what programs (the command line is one) ask of the product, in Microsoft Graph's words where Graph has
// them. A route reads the request, asks the store or one of the flow's desks, and writes the answer; it decides nothing.
//
//     request -> ErrorAnswers -> BearerGate -> AdministratorGate -> route
//
// Each group of routes is one file with one `RouteGroup`, named in `GraphAPI.groups`.

public import Hummingbird

/// A few routes about one subject.
protocol RouteGroup: Sendable {
    init(_ services: APIServices)
    func add(to router: RouterGroup<APIContext>)
}

public enum GraphAPI {
    /// Routes for the administrator.
    static let groups: [any RouteGroup.Type] = [
        IncidentRoutes.self, AlertRoutes.self, QueueRoutes.self, SourceRoutes.self, DetectorRoutes.self, RejectedRoutes.self,
        StatusRoutes.self,
    ]

    /// All routes of the product.
    public static func router(_ services: APIServices) -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: ErrorAnswers())
        HealthRoutes(services).add(to: router.group())
        let known = router.group().add(middleware: BearerGate(services: services))
        IngestRoutes(services).add(to: known)
        let administration = known.group().add(middleware: AdministratorGate())
        for group in groups { group.init(services).add(to: administration) }
        return router
    }
}
