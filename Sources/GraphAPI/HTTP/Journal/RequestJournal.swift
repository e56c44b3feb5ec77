internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// The outermost ring around every request: it gets an id, is counted and written down, and its answer gets the headers that
/// every answer has.
///
/// A line says who asked for which route, from where, and what became of it. It holds no query and no path as it was sent:
/// either may carry what is nobody's business.
struct RequestJournal: RouterMiddleware {
    private let metrics: RequestMetrics
    private let headers: AnswerHeaders

    /// Knows the routes once all are declared.
    private let inner: InnerResponder

    init(_ services: APIServices, inner: InnerResponder) {
        self.inner = inner
        metrics = services.metrics
        headers = AnswerHeaders(isEncrypted: services.facts.address.hasPrefix("https:"))
    }

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await next(request, context)
        headers.dress(&response, request, context)
        let line = Line(
            method: request.method.rawValue, route: route(of: request, context), status: response.status.code,
            seconds: (ContinuousClock.now - start) / .seconds(1))
        metrics.count(line)
        var logger = context.logger
        // The library's own id of the request, which no client was told.
        logger[metadataKey: "hb.request.id"] = nil
        logger.info(
            "request",
            metadata: [
                "method": "\(line.method)", "route": "\(line.route)", "status": "\(line.status)",
                "ms": "\((line.seconds * 10_000).rounded() / 10)", "bytes": "\(response.body.contentLength ?? -1)",
                "caller": "\(context.trail.caller ?? "-")", "address": "\(context.clientAddress)",
                "request": "\(context.requestID)",
            ])
        return response
    }

    /// A route that has other methods took no part, and is told all the same.
    private func route(of request: Request, _ context: APIContext) -> String {
        if let taken = context.endpointPath, taken != "NotFound" { return taken.hasPrefix("/") ? taken : "/" + taken }
        return inner.tree?.resolve(request.uri.path[...])?.route ?? "none"
    }

    /// What is told of one request.
    struct Line {
        var method: String
        /// As it was declared, with `:name` for parameters; `none` where nothing is declared.
        var route: String
        var status: Int
        var seconds: Double
    }
}
