internal import Access
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// Signing in by the organisation's identity provider, and how that is set: `/api/session/start`, `/api/identityProvider`.
struct ProviderRoutes: RouteGroup {
    /// Keeps the state of a sign-in in the browser that began it. The way back is a navigation, so `Lax` lets it through.
    private static let cookie = "__Host-watchfloor-start"
    private static let callback = "api/session/callback"

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/session/options", needs: .nothing, use: options)
        routes.get("api/session/start", needs: .nothing, use: start)
        routes.get(ProviderRoutes.callback, needs: .nothing, use: finish)
        routes.get("api/identityProvider", needs: .permission(.readAuthorization), use: show)
        routes.put("api/identityProvider", needs: .permission(.manageAuthorization), use: set)
        routes.delete("api/identityProvider", needs: .permission(.manageAuthorization), use: remove)
    }

    /// The ways in, for a page that offers them.
    @Sendable func options(_ request: Request, context: APIContext) async throws -> Response {
        let provider = try await services.access.provider.provider()
        return .json(["identityProvider": provider.map { .string($0.displayName) } ?? .null])
    }

    @Sendable func start(_ request: Request, context: APIContext) async throws -> Response {
        let (address, state) = try await services.access.provider.begin(redirect: redirect(request), at: .now)
        return Response(
            status: .found,
            headers: [
                .location: address, .cacheControl: "no-store",
                .setCookie: "\(ProviderRoutes.cookie)=\(state); Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax",
            ])
    }

    @Sendable func finish(_ request: Request, context: APIContext) async throws -> Response {
        let query = Dictionary(
            request.uri.queryParameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { first, _ in first })
        if let error = query["error"] { throw AccessError.provider("it said '\(error.prefix(64))'") }
        guard let code = query["code"], let state = query["state"] else {
            throw APIError.badRequest("'code' and 'state' are missing: this address is for the identity provider's answer")
        }
        let desk = services.access.signIn
        let (_, token) = try await services.access.provider.finish(
            code: code, state: state, browserState: SessionCookie.value(of: ProviderRoutes.cookie, in: request),
            redirect: redirect(request), address: context.clientAddress, at: .now)
        if let old = SessionCookie.token(in: request) { try await desk.signOut(old) }
        var response = Response(status: .seeOther, headers: [.location: "/", .cacheControl: "no-store"])
        response.headers[values: .setCookie] = [
            SessionCookie.setting(token, lifetime: desk.policy.absolute),
            "\(ProviderRoutes.cookie)=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax",
        ]
        return response
    }

    @Sendable func show(_ request: Request, context: APIContext) async throws -> Response {
        guard let provider = try await services.access.provider.provider() else { throw AccessError.noProvider }
        return .json(answer(provider))
    }

    @Sendable func set(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: [
            "issuer", "clientId", "clientSecret", "displayName", "groupsClaim", "accountClaim", "rolesByGroup",
        ])
        let provider = try IdentityProvider(json: .object(body))
        try await services.access.provider.set(
            provider, secret: try body.text("clientSecret"), by: try context.knownCaller)
        return .json(answer(provider))
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        try await services.access.provider.set(nil, secret: nil, by: try context.knownCaller)
        return Response(status: .noContent)
    }

    private func answer(_ provider: IdentityProvider) -> JSONValue {
        guard var object = provider.json.object else { return .null }
        object["hasSecret"] = .bool(services.access.provider.hasSecret)
        object["redirectUri"] = .string("\(services.facts.address)/\(ProviderRoutes.callback)")
        return .object(object)
    }

    private func redirect(_ request: Request) -> String {
        "\(services.origin(of: request))/\(ProviderRoutes.callback)"
    }
}
