internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `alertRules` and `alertRuleTemplates`. There are no templates, and rules have no actions.
struct AlertRuleRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let path = "\(ResourceAddress.path)/alertRules"
        let (reading, writing) = (AlertRuleResource.reading, AlertRuleResource.writing)
        let records = RecordRoutes<AlertRuleResource>(services)
        routes.get(path, needs: .permission(reading), use: records.list)
        routes.get("\(path)/:id", needs: .permission(reading), use: records.one)
        routes.put("\(path)/:id", needs: .permission(writing), use: save)
        routes.delete("\(path)/:id", needs: .permission(writing), use: delete)
        routes.get("\(path)/:id/actions", needs: .permission(reading), use: actions)
        routes.get("\(path)/:id/actions/:name", needs: .permission(reading)) { _, context in
            throw APIError.notFound("there is no action '\(try context.segment("name"))'")
        }
        routes.put("\(path)/:id/actions/:name", needs: .permission(writing)) { _, _ in
            throw APIError(
                status: .notImplemented, code: "NotImplemented", message: "actions of rules are not part of this version")
        }
        routes.delete("\(path)/:id/actions/:name", needs: .permission(writing)) { _, _ in .deleted(false) }
        let templates = "\(ResourceAddress.path)/alertRuleTemplates"
        routes.get(templates, needs: .permission(reading)) { _, _ in .json(["value": []]) }
        routes.get("\(templates)/:id", needs: .permission(reading)) { _, context in
            throw APIError.notFound("there is no template '\(try context.segment("id"))'")
        }
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        let (name, address) = (try context.segment("id"), try ResourceAddress(context))
        let body = try await ResourceBody(request)
        let rule = try AlertRuleResource.rule(body)
        try CaseView.current.checkIsEverything()
        let saved = try await body.expectation.apply {
            try await services.detections.save(rule, named: name, expecting: body.expectation.version, by: context.actor)
        }
        let json = try await services.store.read {
            try AlertRuleResource.envelope(saved.record, $0, at: address).json(at: address)
        }
        return .saved(json, isNew: saved.isNew)
    }

    @Sendable func delete(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let name = try context.segment("id")
        let expectation = ResourceBody.Expectation(request)
        return AlertRuleResource.deleted(
            try await expectation.apply {
                try await services.detections.delete(name, expecting: expectation.version, by: context.actor)
            })
    }

    @Sendable func actions(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.segment("id")
        guard try await services.store.read({ try $0.record(SavedDetection.self, named: name) }) != nil else {
            throw RecordError.noSuch(noun: SavedDetection.table.noun, name: name)
        }
        return .json(["value": []])
    }
}
