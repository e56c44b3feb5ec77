internal import Access
internal import CaseStore
internal import Flow
internal import HTTPTypes
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/api/assetRules`: rules that say how much the organisation depends on some of its assets.
struct AssetRuleRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/assetRules", needs: .permission(.readSecuritySettings), use: list)
        routes.post("api/assetRules", needs: .permission(.manageSecuritySettings), use: add)
        routes.delete("api/assetRules/:id", needs: .permission(.manageSecuritySettings), use: remove)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let rules = try await services.store.read { try $0.assetRules() }
        return .json(["rules": .array(rules.map(\.json))])
    }

    @Sendable func add(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let body = try await request.object(allowing: ["name", "kind", "conditions", "criticality"])
        guard let name = try body.text("name"), let level = try body.text("criticality"),
            let conditions = body["conditions"]?.array
        else {
            throw APIError.badRequest(
                "a rule has a 'name', a 'criticality' and 'conditions', and a 'kind' where it is not about devices")
        }
        let rule = CriticalAsset(
            kind: try EntityKind.member(try body.text("kind") ?? EntityKind.device.name, of: "kind"),
            conditions: try conditions.map(AssetRuleRoutes.condition),
            level: try CriticalAsset.Level.member(level, of: "criticality"))
        let saved = try await services.assets.add(AssetRule(name: name, rule: rule), by: context.actor)
        return .json(saved.json, status: .created)
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        guard let id = Int64(try context.parameters.require("id")) else {
            throw APIError.badRequest("the id of a rule is a number")
        }
        return .json(try await services.assets.removeRule(id, by: context.actor).json)
    }

    private static func condition(_ json: JSONValue) throws(APIError) -> DeviceGroup.Condition {
        guard let condition = DeviceGroup.Condition(json: json) else {
            throw .badRequest(
                "\(json.text) is no condition; it is an object of one member with a text, an address with a length of at most 32 or 128: "
                    + DeviceGroup.Condition.names.joined(separator: ", "))
        }
        return condition
    }
}
