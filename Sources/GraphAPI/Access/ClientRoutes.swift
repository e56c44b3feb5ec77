internal import CaseStore
internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// `/api/clients`: programs with accounts of their own, and what they can be granted.
struct ClientRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/appRoles", needs: .permission(.readAuthorization), use: appRoles)
        routes.get("api/clients", needs: .permission(.readAuthorization), use: list)
        routes.post("api/clients", needs: .permission(.manageAuthorization), use: add)
        routes.get("api/clients/:id", needs: .permission(.readAuthorization), use: show)
        routes.patch("api/clients/:id", needs: .permission(.manageAuthorization), use: update)
        routes.delete("api/clients/:id", needs: .permission(.manageAuthorization), use: remove)
        routes.post("api/clients/:id/secret", needs: .permission(.manageAuthorization), use: replaceSecret)
        routes.post("api/signingKeys", needs: .permission(.manageAuthorization), use: rotateSigningKey)
    }

    @Sendable func appRoles(_ request: Request, context: APIContext) async throws -> Response {
        .json([
            "appRoles": .array(
                AppRole.all.map { role in
                    [
                        "name": .string(role.name), "resource": .string(role.resource.rawValue),
                        "permissions": .texts(role.permissions.map(\.rawValue).sorted()),
                    ]
                }),
            "permissions": .array(
                Permission.allCases.map { permission in
                    [
                        "name": .string(permission.rawValue),
                        "parts": .texts(permission.parts.map(\.rawValue).sorted()),
                    ]
                }),
        ])
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        .json(["clients": .array(services.access.callers.clients.map { $0.json(tenant: services.access.callers.tenant) })])
    }

    @Sendable func show(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let client = services.access.callers.client(id) else { throw AccessError.noSuchClient(id) }
        return .json(client.json(tenant: services.access.callers.tenant))
    }

    @Sendable func add(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["name", "grants", "scope"])
        guard let name = try body.text("name") else { throw APIError.badRequest("'name' is missing") }
        let (client, secret) = try await services.access.clients.add(
            name, grant: try Grant(names: try body.texts("grants") ?? []),
            scope: try CaseScope(json: body["scope"] ?? .null), by: try context.knownCaller)
        return .json(answer(client, secret), status: .created)
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["grants", "scope", "isEnabled"])
        let change = ClientDesk.Change(
            grant: try body.texts("grants").map { try Grant(names: $0) },
            scope: try body["scope"].map { try CaseScope(json: $0) }, isEnabled: try body.flag("isEnabled"))
        let client = try await services.access.clients.update(
            try context.parameters.require("id"), change, by: try context.knownCaller)
        return .json(client.json(tenant: services.access.callers.tenant))
    }

    @Sendable func replaceSecret(_ request: Request, context: APIContext) async throws -> Response {
        let (client, secret) = try await services.access.clients.replaceSecret(
            of: try context.parameters.require("id"), by: try context.knownCaller)
        return .json(answer(client, secret))
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        try await services.access.clients.remove(try context.parameters.require("id"), by: try context.knownCaller)
        return Response(status: .noContent)
    }

    @Sendable func rotateSigningKey(_ request: Request, context: APIContext) async throws -> Response {
        try context.knownCaller.checkSeesEverything(for: .manageAuthorization)
        let key = try await services.access.tokens.rotateSigningKey(by: context.actor)
        return .json(["keyId": .string(key)], status: .created)
    }

    /// With the secret, which is shown here and never again.
    private func answer(_ client: APIClient, _ secret: String) -> JSONValue {
        guard var object = client.json(tenant: services.access.callers.tenant).object else { return .null }
        object["clientSecret"] = .string(secret)
        return .object(object)
    }
}

extension APIClient {
    fileprivate func json(tenant: String) -> JSONValue {
        [
            "clientId": .string(id), "tenantId": .string(tenant), "name": .string(name),
            "grants": .texts(grant.names),
            "permissions": .texts(grant.effective.map(\.rawValue).sorted()), "scope": scope.json,
            "isEnabled": .bool(isEnabled), "created": .string(created.rfc3339),
            "secretCreated": .string(secretCreated.rfc3339),
        ]
    }
}
