internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Turns whatever a route throws into an answer in the words of the interface that was asked; what is none of the client's
/// doing is logged in full and answered in general terms.
struct ErrorAnswers: RouterMiddleware {
    private let services: APIServices
    /// Knows the routes once all are declared.
    private let inner: InnerResponder
    private let problems: (any ProblemPages)?

    init(_ services: APIServices, inner: InnerResponder, problems: (any ProblemPages)?) {
        (self.services, self.inner, self.problems) = (services, inner, problems)
    }

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // What the client sends is no HTTP any more: the connection's own layer says so, and ends it.
            throw error
        } catch {
            let known = known(error, request, context)
            if known.status == .unauthorized, request.isForPage { return Response.signInPage(for: request) }
            let dialect = ErrorDialect(path: request.uri.path)
            if dialect == .own, request.isForPage, !request.uri.path.hasPrefix("/api"), let problems {
                return try await problems.problem(known.status, known.message, context: await named(context, request))
            }
            return dialect.answer(known, to: request, context)
        }
    }

    /// The context with whoever asks, where he has a session: a page about what went wrong is one of his pages. Nobody was asked
    /// at an address that there is not, and what a route knew is gone with its failure.
    private func named(_ context: APIContext, _ request: Request) async -> APIContext {
        guard let guest = try? await Turnstile(services, isFree: false).admit(request, context, needs: .caller) else {
            return context
        }
        var context = context
        (context.caller, context.session) = (guest.caller, guest.session)
        return context
    }

    private func known(_ error: any Error, _ request: Request, _ context: APIContext) -> APIError {
        if let unmatched = error as? HTTPError, unmatched.status == .notFound { return missing(request) }
        if let known = APIError(error) { return known }
        context.logger.error(
            "request failed",
            metadata: [
                "method": "\(request.method)", "path": "\(request.uri.path)", "error": "\(error)",
                "request": "\(context.requestID)",
            ])
        return APIError(
            status: .internalServerError, code: "InternalError",
            message: "the request failed here; the server's log says why, under request \(context.requestID)")
    }

    /// No route took the request: there is none, or it has other methods. A route that took it may say the same of what it
    /// looked for.
    private func missing(_ request: Request) -> APIError {
        guard var methods = inner.tree?.resolve(request.uri.path[...])?.methods, !methods.isEmpty,
            !methods.contains(request.method.rawValue)
        else {
            return .notFound("there is nothing at this address")
        }
        if methods.contains("GET") { methods.insert("HEAD") }
        return APIError(
            status: .methodNotAllowed, code: "MethodNotAllowed",
            message: "\(request.method.rawValue) is not to be had here; there is \(methods.sorted().joined(separator: ", "))",
            allowedMethods: methods)
    }
}
