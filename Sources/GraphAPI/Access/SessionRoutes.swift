internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// `/api/session`: signing in, who one is, signing out. `/api/setup`: the first person.
struct SessionRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.post("api/setup", needs: .nothing, use: setUp)
        routes.post("api/session", needs: .nothing, use: signIn)
        routes.get("api/session", needs: .caller, use: show)
        routes.delete("api/session", needs: .caller, use: signOut)
        routes.post("api/session/password", needs: .caller, use: changePassword)
    }

    @Sendable func setUp(_ request: Request, context: APIContext) async throws -> Response {
        if request.isFromElsewhere { throw APIError.fromElsewhere }
        let body = try await request.object(allowing: ["secret", "account", "displayName", "password"])
        let person = try await services.access.setup.setUp(
            secret: try body.required("secret"), account: try body.required("account"),
            displayName: try body.text("displayName"), password: try body.required("password"),
            address: context.clientAddress, at: .now)
        return .json(person.json, status: .created)
    }

    @Sendable func signIn(_ request: Request, context: APIContext) async throws -> Response {
        if request.isFromElsewhere { throw APIError.fromElsewhere }
        let body = try await request.object(allowing: ["account", "password"])
        let desk = services.access.signIn
        let (caller, token) = try await desk.signIn(
            account: try body.required("account"), password: try body.required("password"),
            address: context.clientAddress, at: .now)
        // Whoever held the browser's earlier session does not go on beside the new one.
        if let old = SessionCookie.token(in: request) { try await desk.signOut(old) }
        var response = Response.json(caller.json(csrf: token.csrfToken))
        response.headers[.setCookie] = SessionCookie.setting(token, lifetime: desk.policy.absolute)
        return response
    }

    @Sendable func show(_ request: Request, context: APIContext) async throws -> Response {
        let caller = try context.knownCaller
        return .json(caller.json(csrf: context.session?.csrfToken))
    }

    @Sendable func signOut(_ request: Request, context: APIContext) async throws -> Response {
        guard let session = context.session else { throw AccessError.noSession }
        try await services.access.signIn.signOut(session)
        return Response(status: .noContent, headers: [.setCookie: SessionCookie.removing])
    }

    @Sendable func changePassword(_ request: Request, context: APIContext) async throws -> Response {
        let caller = try context.knownCaller
        guard context.session != nil else { throw AccessError.noSession }
        let body = try await request.object(allowing: ["current", "new"])
        try await services.access.signIn.changePassword(
            of: caller.account, from: try body.required("current"), to: try body.required("new"),
            address: context.clientAddress, at: .now)
        return Response(status: .noContent, headers: [.setCookie: SessionCookie.removing])
    }
}

extension Caller {
    fileprivate func json(csrf: String?) -> JSONValue {
        var object = JSONObject([
            .init(name: "kind", value: .string(kind.rawValue)), .init(name: "name", value: .string(name)),
            .init(name: "permissions", value: .texts(permissions.map(\.rawValue).sorted())),
            .init(
                name: "parts",
                value: .array(
                    parts.map { part in
                        [
                            "permissions": .texts(part.permissions.map(\.rawValue).sorted()),
                            "scope": part.scope.json,
                        ]
                    })),
        ])
        if let csrf { object["csrfToken"] = .string(csrf) }
        return .object(object)
    }
}
