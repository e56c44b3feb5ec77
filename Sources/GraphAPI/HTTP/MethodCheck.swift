internal import HTTPTypes
internal import Hummingbird

/// Says which methods an address takes, where it was asked with another one.
struct MethodCheck: RouterMiddleware {
    let methods: MethodTable

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let allowed = methods.methods(of: request.uri.path)
        guard !allowed.isEmpty else { return try await next(request, context) }
        let list = allowed.joined(separator: ", ")
        throw APIError(
            status: .methodNotAllowed, code: "MethodNotAllowed",
            message: "'\(request.method.rawValue)' is not done here; this takes \(list)", allow: list)
    }
}
