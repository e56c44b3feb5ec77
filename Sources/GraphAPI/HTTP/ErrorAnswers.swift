internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Turns whatever a route throws into an answer; what is none of the client's doing is logged in full and answered in
/// general terms.
struct ErrorAnswers: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // What the client sends is no HTTP any more: the connection's own layer says so, and ends it.
            throw error
        } catch {
            if let known = APIError(error) {
                if known.status == .unauthorized, request.isForPage { return Response.signInPage(for: request) }
                return known.response
            }
            context.logger.error(
                "request failed",
                metadata: [
                    "method": "\(request.method)", "path": "\(request.uri.path)", "error": "\(error)",
                    "request": "\(context.requestID)",
                ])
            return APIError(
                status: .internalServerError, code: "InternalError",
                message: "the request failed here; the server's log says why, under request \(context.requestID)"
            ).response
        }
    }
}
