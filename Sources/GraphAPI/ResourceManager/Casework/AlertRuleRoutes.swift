internal import Access
internal import Hummingbird
internal import Primitives

/// `alertRules` and `alertRuleTemplates`. Alerts are made elsewhere and only come in here, so there are no rules to list, and
/// none can be made.
struct AlertRuleRoutes: RouteGroup {
    init(_ services: APIServices) {}

    func add(to routes: RouteTable) {
        for path in ["alertRules/:id", "alertRuleTemplates/:id", "alertRules/:id/actions/:name"] {
            let path = "\(ResourceAddress.path)/\(path)"
            routes.get(path, needs: .permission(.readDetections), use: AlertRuleRoutes.one)
            guard !path.contains("Templates") else { continue }
            routes.put(path, needs: .permission(.manageDetections), use: AlertRuleRoutes.refuse)
            routes.delete(path, needs: .permission(.manageDetections)) { _, _ in .deleted(false) }
        }
        for path in ["alertRules", "alertRuleTemplates"] {
            routes.get("\(ResourceAddress.path)/\(path)", needs: .permission(.readDetections)) { _, _ in
                .json(["value": []])
            }
        }
        routes.get("\(ResourceAddress.path)/alertRules/:id/actions", needs: .permission(.readDetections)) { _, context in
            throw APIError.notFound("there is no alert rule '\(try context.segment("id"))'")
        }
    }

    @Sendable static func one(_ request: Request, context: APIContext) async throws -> Response {
        throw APIError.notFound("there is no alert rule or template '\(try context.segment("id"))'")
    }

    @Sendable static func refuse(_ request: Request, context: APIContext) async throws -> Response {
        throw APIError(
            status: .notImplemented, code: "NotImplemented",
            message:
                "alert rules cannot be made here: this server takes alerts that other products made, and runs no queries on a "
                + "schedule; send the alerts of your rules to a source instead")
    }
}
