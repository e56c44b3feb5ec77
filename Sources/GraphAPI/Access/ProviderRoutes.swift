internal import Access
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
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
        let next = request.uri.queryParameters["next"].flatMap { LocalAddress(String($0)) }
        let (address, state) = try await services.access.provider.begin(
            redirect: redirect(request), destination: next, at: .now)
        return Response(
            status: .found,
            headers: [
                .location: address, .cacheControl: "no-store",
                .setCookie: "\(ProviderRoutes.cookie)=\(state); Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax",
            ])
    }

    /// Who comes here looks at a browser, so what goes wrong is a page for him.
    @Sendable func finish(_ request: Request, context: APIContext) async throws -> Response {
        do {
            return try await signIn(request, context)
        } catch {
            guard request.isForPage, let known = APIError(error) else { throw error }
            return .signInFailed(known)
        }
    }

    private func signIn(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = Dictionary(
            request.uri.queryParameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { first, _ in first })
        let kept = SessionCookie.value(of: ProviderRoutes.cookie, in: request)
        if let error = query["error"] {
            guard let kept, kept == query["state"] else { throw AccessError.unknownSignIn }
            throw AccessError.provider("it said '\(error.prefix(64))'")
        }
        guard let code = query["code"], let state = query["state"] else {
            throw APIError.badRequest("'code' and 'state' are missing: this address is for the identity provider's answer")
        }
        let desk = services.access.signIn
        let (_, token, destination) = try await services.access.provider.finish(
            code: code, state: state, browserState: kept,
            redirect: redirect(request), address: context.clientAddress, at: .now)
        if let old = SessionCookie.token(in: request) { try await desk.signOut(old) }
        var response = Response(status: .seeOther, headers: [.location: destination?.text ?? "/", .cacheControl: "no-store"])
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

extension Response {
    /// A page that says why somebody was not signed in, and leads back.
    fileprivate static func signInFailed(_ error: APIError) -> Response {
        let reason = error.message.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        let page = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Not signed in - Watchfloor</title>
            <h1>You are not signed in</h1><p role="alert">\(reason)</p><p><a href="/sign-in">Sign in</a></p></html>
            """
        return Response(
            status: error.status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
    }
}
