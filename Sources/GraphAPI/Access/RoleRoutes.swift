internal import CaseStore
internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/api/roles`: what people can be given.
struct RoleRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/roles", needs: .permission(.readAuthorization), use: list)
        routes.put("api/roles/:name", needs: .permission(.manageAuthorization), use: save)
        routes.delete("api/roles/:name", needs: .permission(.manageAuthorization), use: remove)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        .json(["roles": .array(services.access.callers.roles.map(\.json))])
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["permissions", "scope"])
        let grant = try Grant(names: try body.texts("permissions") ?? [])
        let role = Role(
            name: try context.parameters.text("name"),
            permissions: grant.appRoles.reduce(grant.permissions) { $0.union($1.permissions) },
            scope: try CaseScope(json: body["scope"] ?? .null))
        let known = Set(try await services.store.read { try $0.deviceGroups() }.map(\.id)).union([0])
        let unknown = (role.scope.deviceGroups ?? []).subtracting(known)
        guard unknown.isEmpty else { throw AccessError.noSuchDeviceGroups(unknown.sorted()) }
        return .json(try await services.access.roles.save(role, by: try context.knownCaller).json)
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        try await services.access.roles.remove(try context.parameters.text("name"), by: try context.knownCaller)
        return Response(status: .noContent)
    }
}

extension Role {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "isBuiltIn": .bool(isBuiltIn),
            "permissions": .texts(permissions.map(\.rawValue).sorted()), "scope": scope.json,
        ]
    }
}
