internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives

/// `/api/correlation/settings`: how correlation weighs what it sees. What is put counts from the next alert on.
struct CorrelationRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/correlation/settings", needs: .permission(.readSecuritySettings), use: show)
        routes.put("api/correlation/settings", needs: .permission(.manageSecuritySettings), use: put)
    }

    @Sendable func show(_ request: Request, context: APIContext) async throws -> Response {
        try await answer()
    }

    @Sendable func put(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        guard let settings = try await request.object(allowing: ["own"])["own"]?.object else {
            throw APIError.badRequest(
                "'own' is missing: an object of settings by name; an empty one puts the usual ones in force")
        }
        do {
            try await services.flow.put(settings, by: context.actor)
        } catch let error as CorrelationSettingsError { throw APIError.badRequest("\(error)") }
        return try await answer()
    }

    private func answer() async throws -> Response {
        let (own, policy) = try await services.store.read { reader in
            (try CorrelationSettings.own(reader), try CorrelationSettings.inForce(reader))
        }
        let values = CorrelationSettings.values(of: policy).map { JSONObject.Member(name: $0.name, value: .string($0.value)) }
        return .json(["own": .object(own), "settings": .object(JSONObject(values))])
    }
}

extension CorrelationRoutes {
    static let operations: [Operation] = [
        Operation(.get, "api/correlation/settings", "The settings of correlation, and which of them the site made its own.")
            .giving(["own": .any, "settings": .any]),
        Operation(.put, "api/correlation/settings", "Puts settings in force in the place of the site's own before.")
            .taking(.object([("own", .any)], isClosed: true))
            .giving(["own": .any, "settings": .any]),
    ]
}
