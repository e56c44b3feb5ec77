internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// `/api/people`: people's accounts.
struct PersonRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/people", needs: .permission(.readAuthorization), use: list)
        routes.post("api/people", needs: .permission(.manageAuthorization), use: add)
        routes.get("api/people/:account", needs: .permission(.readAuthorization), use: show)
        routes.patch("api/people/:account", needs: .permission(.manageAuthorization), use: update)
        routes.delete("api/people/:account", needs: .permission(.manageAuthorization), use: remove)
        routes.delete("api/people/:account/sessions", needs: .permission(.manageAuthorization), use: endSessions)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        .json(["people": .array(services.access.callers.people.map(\.json))])
    }

    @Sendable func show(_ request: Request, context: APIContext) async throws -> Response {
        let account = try context.parameters.text("account")
        guard let person = services.access.callers.person(account) else { throw AccessError.noSuchPerson(account) }
        return .json(person.json)
    }

    @Sendable func add(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["account", "displayName", "password", "roles"])
        let person = try await services.access.people.add(
            try body.required("account"), displayName: try body.text("displayName"),
            password: try body.required("password"), roles: try body.texts("roles") ?? [], by: try context.knownCaller)
        return .json(person.json, status: .created)
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["displayName", "roles", "isEnabled", "password"])
        let change = PersonDesk.Change(
            displayName: try body.text("displayName"), roles: try body.texts("roles"), isEnabled: try body.flag("isEnabled"),
            password: try body.text("password"))
        let person = try await services.access.people.update(
            try context.parameters.text("account"), change, by: try context.knownCaller)
        return .json(person.json)
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        try await services.access.people.remove(try context.parameters.text("account"), by: try context.knownCaller)
        return Response(status: .noContent)
    }

    @Sendable func endSessions(_ request: Request, context: APIContext) async throws -> Response {
        try await services.access.people.endSessions(
            of: try context.parameters.text("account"), by: try context.knownCaller)
        return Response(status: .noContent)
    }
}

extension Person {
    var json: JSONValue {
        [
            "account": .string(account), "displayName": .string(displayName),
            "roles": .texts(roles), "isEnabled": .bool(isEnabled), "created": .string(created.rfc3339),
            "passwordChanged": passwordChanged.map { .string($0.rfc3339) } ?? .null,
        ]
    }
}
