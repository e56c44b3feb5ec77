internal import Access
internal import CaseStore
internal import HTTPTypes
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `automationRules`.
struct AutomationRuleResource: RecordResource {
    static let path = "automationRules"
    static let type = "AutomationRules"
    static let reading = Permission.readAutomation
    static let writing = Permission.manageAutomation
    /// Rules' orders.
    static let orders: ClosedRange<Int64> = 1...1000

    /// Clients read the answer as JSON, also where nothing was there.
    static func deleted(_ wasThere: Bool) -> Response { .json([:]) }

    static func record(named name: String, in scope: RecordScope, _ body: ResourceBody) throws(APIError) -> AutomationRule {
        let properties = body.properties
        guard let order = try properties.whole("order"), orders.contains(order) else {
            throw .badRequest("'properties.order' must be a whole number from \(orders.lowerBound) to \(orders.upperBound)")
        }
        guard let logic = try properties.inner("triggeringLogic"), let isEnabled = try logic.truth("isEnabled") else {
            throw .badRequest("'properties.triggeringLogic' is missing, or its 'isEnabled'")
        }
        guard let actions = properties["actions"]?.array else { throw .badRequest("'properties.actions' must be an array") }
        let conditions = logic["conditions"]?.isNull == false ? logic["conditions"]?.array : []
        guard let conditions else { throw .badRequest("'triggeringLogic.conditions' must be an array") }
        return AutomationRule(
            name: name, displayName: try properties.requiredText("displayName"), order: order, isEnabled: isEnabled,
            expires: try logic.time("expirationTimeUtc"),
            subject: try AutomationRule.Subject.required("triggersOn", in: logic),
            moment: try AutomationRule.Moment.required("triggersWhen", in: logic),
            conditions: try AutomationVocabulary.conditions(conditions, at: "triggeringLogic.conditions"),
            actions: try AutomationVocabulary.actions(actions))
    }

    static func envelope(_ rule: AutomationRule, _ reader: CaseReader, at address: ResourceAddress) throws -> ResourceEnvelope {
        var logic = JSONObject([
            .init(name: "isEnabled", value: .bool(rule.isEnabled)),
            .init(name: "triggersOn", value: rule.subject == .incidents ? "Incidents" : "Alerts"),
            .init(name: "triggersWhen", value: rule.moment == .created ? "Created" : "Updated"),
            .init(name: "conditions", value: .array(rule.conditions)),
        ])
        if let expires = rule.expires { logic["expirationTimeUtc"] = .string(expires.rfc3339) }
        return ResourceEnvelope(
            path: "\(type)/\(rule.name)", name: rule.name, type: type, version: rule.authorship.updated,
            properties: JSONObject(
                [
                    .init(name: "displayName", value: .string(rule.displayName)),
                    .init(name: "order", value: .integer(rule.order)), .init(name: "triggeringLogic", value: .object(logic)),
                    .init(name: "actions", value: .array(rule.actions)),
                ] + rule.authorship.clients))
    }
}
