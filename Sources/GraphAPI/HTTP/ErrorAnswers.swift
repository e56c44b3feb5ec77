internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Turns whatever a route throws into an answer in the words of the interface that was asked; what is none of the client's
/// doing is logged in full and answered in general terms.
struct ErrorAnswers: RouterMiddleware {
    /// Knows the routes once all are declared.
    let inner: InnerResponder

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let known = known(error, request, context)
            if known.status == .unauthorized, request.isForPage { return Response.signInPage(for: request) }
            return ErrorDialect(path: request.uri.path).answer(known, to: request, context)
        }
    }

    private func known(_ error: any Error, _ request: Request, _ context: APIContext) -> APIError {
        if let unmatched = error as? HTTPError, unmatched.status == .notFound { return missing(request) }
        if let known = APIError(error) { return known }
        context.logger.error(
            "request failed", metadata: ["method": "\(request.method)", "path": "\(request.uri.path)", "error": "\(error)"])
        return APIError(
            status: .internalServerError, code: "InternalError",
            message: "the request failed here; the server's log says why, under request \(context.id)")
    }

    /// No route took the request: there is none, or it has other methods.
    private func missing(_ request: Request) -> APIError {
        guard let methods = inner.tree?.resolve(request.uri.path[...])?.methods, !methods.isEmpty else {
            return .notFound("there is nothing at this address")
        }
        return APIError(
            status: .methodNotAllowed, code: "MethodNotAllowed",
            message: "\(request.method.rawValue) is not to be had here; there is \(methods.sorted().joined(separator: ", "))",
            allowedMethods: methods)
    }
}
