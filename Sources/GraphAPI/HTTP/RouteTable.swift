package import Access
internal import CaseStore
package import HTTPTypes
package import Hummingbird

/// What a request must bring to be let in.
package enum RouteNeed: Hashable, Sendable {
    /// Nothing: whoever asks is answered.
    case nothing
    /// A known caller, whatever he may do.
    case caller
    case permission(Permission)

    /// The word for it in listings.
    var name: String {
        switch self {
        case .nothing: "nothing"
        case .caller: "caller"
        case .permission(let permission): permission.rawValue
        }
    }

    /// What of the cases there is for somebody on a route with this need: the scope of the permission that let him in.
    func view(of caller: Caller?) -> CaseView {
        guard let caller else { return .nothing }
        return switch self {
        case .nothing: .nothing
        case .caller: CaseView(caller.scopes(for: .readIncidents))
        case .permission(let permission): CaseView(caller.scopes(for: permission))
        }
    }
}

/// The routes as they are declared, each with what it needs. Here alone it is decided who is let in.
package final class RouteTable {
    package typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    /// One declared route.
    struct Entry: Hashable, Sendable {
        var method: HTTPRequest.Method
        /// As the router takes it, `:name` for a parameter.
        var path: String
        var need: RouteNeed
    }

    private let router: Router<APIContext>
    private let services: APIServices
    /// What every request has to pass once its caller was let in.
    private let check: @Sendable (Request) throws -> Void
    private(set) var entries: [Entry] = []

    init(
        _ router: Router<APIContext>, services: APIServices, check: @escaping @Sendable (Request) throws -> Void = { _ in }
    ) {
        self.router = router
        self.services = services
        self.check = check
    }

    package func get(_ path: String, needs need: RouteNeed, use handler: @escaping Handler) {
        on(.get, path, needs: need, use: handler)
    }

    package func post(_ path: String, needs need: RouteNeed, use handler: @escaping Handler) {
        on(.post, path, needs: need, use: handler)
    }

    package func put(_ path: String, needs need: RouteNeed, use handler: @escaping Handler) {
        on(.put, path, needs: need, use: handler)
    }

    package func patch(_ path: String, needs need: RouteNeed, use handler: @escaping Handler) {
        on(.patch, path, needs: need, use: handler)
    }

    package func delete(_ path: String, needs need: RouteNeed, use handler: @escaping Handler) {
        on(.delete, path, needs: need, use: handler)
    }

    /// Declares routes that share a check.
    /// - Parameter check: what every request has to pass once its caller was let in.
    func checked(by check: @escaping @Sendable (Request) throws -> Void, declare: (RouteTable) -> Void) {
        let table = RouteTable(router, services: services, check: check)
        declare(table)
        entries += table.entries
    }

    package func on(_ method: HTTPRequest.Method, _ path: String, needs need: RouteNeed, use handler: @escaping Handler) {
        on(method, path, needs: need, errors: nil, use: handler)
    }

    /// - Parameter dialect: how errors are written; `nil` leaves them to whoever answers all routes.
    func on(
        _ method: HTTPRequest.Method, _ path: String, needs need: RouteNeed, errors dialect: ShipperDialect?,
        use handler: @escaping Handler
    ) {
        entries.append(Entry(method: method, path: path, need: need))
        let turnstile = Turnstile(services, isFree: HealthRoutes.paths.contains(path))
        let check = check
        router.on(RouterPath(path), method: method) { request, context in
            var context = context
            do {
                let guest = try await turnstile.admit(request, context, needs: need)
                context.caller = guest?.caller
                context.session = guest?.session
                try check(request)
                let view = need.view(of: guest?.caller)
                return try await CaseView.$current.withValue(view) { [context] in
                    try await handler(request, context).within(view)
                }
            } catch {
                guard let dialect, let known = APIError(error) else { throw error }
                let answer = dialect.answer(known, request, context)
                // A body behind the answer to HEAD would be taken for the next answer.
                return method == .head ? Response(status: answer.status, headers: answer.headers) : answer
            }
        }
    }
}
