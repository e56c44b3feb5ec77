internal import CaseStore
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// `/healthz` and `/readyz`, for whoever watches the process. They tell nothing and need no token.
struct HealthRoutes: RouteGroup {
    /// Whoever watches may ask as often as he likes.
    static let paths: Set = ["healthz", "readyz"]

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("healthz", needs: .nothing) { _, _ in HealthRoutes.plain("ok\n") }
        routes.get("readyz", needs: .nothing, use: ready)
    }

    /// Ready means that the store answers.
    @Sendable func ready(_ request: Request, context: APIContext) async throws -> Response {
        do {
            _ = try await services.store.read { try $0.lastAlert() }
            return HealthRoutes.plain("ready\n")
        } catch {
            context.logger.error("not ready", metadata: ["error": "\(error)"])
            return HealthRoutes.plain("the store does not answer\n", status: .serviceUnavailable)
        }
    }

    private static func plain(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
