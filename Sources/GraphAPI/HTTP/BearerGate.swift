internal import Access
internal import HTTPTypes
internal import Hummingbird

/// Finds out who asks. Nothing behind it is answered to somebody without a good token.
struct BearerGate: RouterMiddleware {
    let services: APIServices

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers[.authorization], let token = BearerGate.token(in: header),
            let caller = services.callers.caller(of: token)
        else { throw APIError.unauthorized }
        var context = context
        context.caller = caller
        return try await next(request, context)
    }

    static func token(in header: String) -> Substring? {
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1].drop(while: { $0 == " " })
    }
}

/// Lets the administrator alone through.
struct AdministratorGate: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        _ = try context.administrator()
        return try await next(request, context)
    }
}
