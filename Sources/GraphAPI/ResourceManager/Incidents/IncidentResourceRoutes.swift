internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `incidents`: the queue in the dialect.
struct IncidentResourceRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let path = "\(ResourceAddress.path)/incidents"
        routes.get(path, needs: .permission(.readIncidents), use: list)
        routes.get("\(path)/:id", needs: .permission(.readIncidents), use: one)
        routes.put("\(path)/:id", needs: .permission(.manageIncidents), use: save)
        routes.delete("\(path)/:id", needs: .permission(.manageIncidents), use: delete)
        routes.post("\(path)/:id/runPlaybook", needs: .permission(.manageResponse), use: runPlaybook)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let options = try services.resourceQuery(request)
        let (query, facts, address) = (try options.incidents(), services.facts, try ResourceAddress(context))
        let (values, next) = try await services.store.read { reader in
            let page = try reader.incidentPage(query)
            return (try page.rows.map { try $0.resource(reader, facts, at: address) }, page.next?.token)
        }
        return .json(options.page(values, next: next))
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let (segment, facts, address) = (try context.segment("id"), services.facts, try ResourceAddress(context))
        return .json(
            try await services.store.read { try $0.requiredIncident(segment).resource($0, facts, at: address) })
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        let segment = try context.segment("id")
        let body = try await ResourceBody(request)
        let known = try await services.store.read { reader in
            try IncidentResource.find(segment, reader).map { ($0, try IncidentResource($0, reader).settable) }
        }
        let old = known?.0
        let saved = try await body.expectation.apply {
            guard let (old, settable) = known else { return try await open(segment, body, by: context.actor) }
            if body.expectation.version == .none { throw RecordError.exists(noun: "incident", name: segment) }
            let properties = body.isPartial ? settable.replacing(by: body.properties) : body.properties
            let update = try IncidentUpdate(properties, over: old)
            return try await services.desk.update(
                old.id, update, ifUnchangedSince: body.expectation.read, by: context.actor)
        }
        let (facts, address) = (services.facts, try ResourceAddress(context))
        return .saved(try await services.store.read { try saved.resource($0, facts, at: address) }, isNew: old == nil)
    }

    private func open(_ name: String, _ body: ResourceBody, by actor: ChangeActor) async throws -> Incident {
        if body.expectation.read != nil { throw RecordError.stale(noun: "incident", name: name) }
        guard IncidentID(name) == nil else {
            throw APIError.notFound("there is no incident \(name); a new one gets its own number")
        }
        return try await services.desk.open(
            NewIncident(
                name: name, fields: try IncidentUpdate(body.properties, over: nil),
                firstActivity: try body.properties.time("firstActivityTimeUtc"),
                lastActivity: try body.properties.time("lastActivityTimeUtc")), by: actor)
    }

    /// Alerts are never without an incident, so one that has some is not deleted.
    @Sendable func delete(_ request: Request, context: APIContext) async throws -> Response {
        let segment = try context.segment("id")
        guard let known = try await services.store.read({ try IncidentResource.find(segment, $0) }) else {
            return .deleted(false)
        }
        let expectation = ResourceBody.Expectation(request)
        do {
            try await expectation.apply {
                try await services.desk.delete(known.id, ifUnchangedSince: expectation.read, by: context.actor)
            }
        } catch let error as UpdateError {
            guard case .hasAlerts = error else { throw error }
            throw APIError.conflict("\(error)")
        }
        return .deleted(true)
    }

    @Sendable func runPlaybook(_ request: Request, context: APIContext) async throws -> Response {
        throw APIError.noPlaybooks
    }
}

extension APIError {
    /// Playbooks are programs of Azure, which nothing here can start.
    static let noPlaybooks = APIError(
        status: .notImplemented, code: "NotImplemented",
        message: "playbooks run in Azure Logic Apps, which this server does not reach; let your own automation call it instead")
}

extension Incident {
    func resource(_ reader: CaseReader, _ facts: ServerFacts, at address: ResourceAddress) throws -> JSONValue {
        try IncidentResource(self, reader).envelope(facts, at: address).json(at: address)
    }
}
