internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Turns whatever a route throws into an answer; what is none of the client's doing is logged in full and answered in
/// general terms.
struct ErrorAnswers: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            if let known = APIError(error) {
                if known.status == .unauthorized, request.isForPage { return Response.signInPage(for: request) }
                return known.response
            }
            context.logger.error(
                "request failed", metadata: ["method": "\(request.method)", "path": "\(request.uri.path)", "error": "\(error)"])
            return APIError(
                status: .internalServerError, code: "InternalError",
                message: "the request failed here; the server's log says why, under request \(context.id)"
            ).response
        }
    }
}
