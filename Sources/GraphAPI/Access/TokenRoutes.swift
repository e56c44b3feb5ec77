internal import Access
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// The token endpoint in its two forms, and the keys that its tokens are signed with.
struct TokenRoutes: RouteGroup {
    /// Bytes of a form, at most.
    static let largestForm = 1 << 16

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.post(":tenant/oauth2/v2.0/token", needs: .nothing) { try await issue($0, $1, .v2) }
        routes.post(":tenant/oauth2/token", needs: .nothing) { try await issue($0, $1, .v1) }
        routes.get(":tenant/discovery/v2.0/keys", needs: .nothing, use: keys)
        routes.get(":tenant/discovery/keys", needs: .nothing, use: keys)
    }

    @Sendable func keys(_ request: Request, context: APIContext) async throws -> Response {
        .json(try await services.access.tokens.publicKeys(at: .now))
    }

    private func issue(
        _ request: Request, _ context: APIContext, _ version: TokenRequest.Version
    ) async throws -> Response {
        do {
            let asked = try TokenRequest(
                form: try await form(of: request), authorization: request.headers[.authorization], version: version)
            return .json(
                try await services.access.tokens.issue(
                    asked, tenant: try context.parameters.require("tenant"), origin: services.origin(of: request),
                    address: context.clientAddress, at: .now))
        } catch let error as OAuthError {
            return .oauth(error, to: request)
        }
    }

    /// The form, whatever its content type says: some clients send none. It may be packed.
    private func form(of request: Request) async throws -> [(name: String, value: String)] {
        do {
            return FormBody.fields(try await request.unpackedBody(limit: TokenRoutes.largestForm))
        } catch let error as APIError where error.status == .contentTooLarge {
            throw OAuthError.malformedBody
        }
    }
}

extension Response {
    /// An answer of the token endpoint that gives no token.
    static func oauth(_ error: OAuthError, to request: Request) -> Response {
        let sent = HTTPField.Name("client-request-id").flatMap { request.headers[$0] }.flatMap(UUID.init(uuidString:))
        let trace = UUID()
        var response = Response.json(
            error.json(
                at: .now, trace: trace.uuidString.lowercased(), correlation: (sent ?? UUID()).uuidString.lowercased()),
            status: HTTPResponse.Status(code: error.status))
        if let seconds = error.retryAfter { response.headers[.retryAfter] = String(seconds) }
        if error.status == 401, request.headers[.authorization] != nil {
            response.headers[.wwwAuthenticate] = "Basic realm=\"token\""
        }
        return response
    }
}
