internal import Access
internal import CaseStore
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `entities`: what alerts name, and the alerts themselves; with the timeline, the neighbours and the incidents of one.
struct EntityResourceRoutes: RouteGroup {
    /// Alerts of an entity that are looked through, at most; the newest.
    static let alertsLookedThrough = 1000
    /// The same, for each entity of a list.
    static let alertsShown = 10

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let path = "\(ResourceAddress.path)/entities"
        let need = RouteNeed.permission(.readEntities)
        routes.get(path, needs: need, use: list)
        routes.get("\(path)/:name", needs: need, use: one)
        routes.post("\(path)/:name/getTimeline", needs: need, use: timeline)
        routes.post("\(path)/:name/expand", needs: need, use: expand)
        routes.post("\(path)/:name/getInsights", needs: need, use: insights)
        routes.get("\(path)/:name/queries", needs: need, use: queries)
        routes.get("\(path)/:name/relations", needs: need, use: relations)
        routes.post("\(path)/:name/runPlaybook", needs: .permission(.manageResponse)) { _, _ in throw APIError.noPlaybooks }
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let (options, facts, address) = (try services.resourceQuery(request), services.facts, try ResourceAddress(context))
        let offset = try options.offset()
        let (values, end, total) = try await services.store.read { reader in
            let entities = try reader.entities(limit: options.limit, offset: offset)
            let shown = try entities.map { try FoundEntity($0.id, $0.key, alerts: EntityResourceRoutes.alertsShown, reader) }
            return (
                shown.filter { !$0.alerts.isEmpty }.map { $0.entity(facts).json(at: address) }, offset + entities.count,
                try reader.entityCount()
            )
        }
        return .json(options.page(values, next: Int64(end) < total && end > offset ? String(end) : nil))
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let (facts, address) = (services.facts, try ResourceAddress(context))
        return .json(try await found(context).entity(facts).json(at: address))
    }

    @Sendable func timeline(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.resourceObject()
        let (start, end) = (try body.time("startTime") ?? .distantPast, try body.time("endTime") ?? .distantFuture)
        let kinds = try body.list("kinds").map { $0.lowercased() }
        let alerts = try await found(context).alerts.filter { alert in
            alert.report.lastActivity >= start && alert.report.firstActivity <= end
                && (kinds.isEmpty || kinds.contains("securityalert"))
        }
        return .json([
            "metaData": [
                "totalCount": .integer(Int64(alerts.count)), "errors": [],
                "aggregations": alerts.isEmpty ? [] : [["kind": "SecurityAlert", "count": .integer(Int64(alerts.count))]],
            ],
            "value": .array(alerts.map(\.sentinelTimelineItem)),
        ])
    }

    /// What the alerts of an entity name beside it.
    @Sendable func expand(_ request: Request, context: APIContext) async throws -> Response {
        let (found, address) = (try await found(context), try ResourceAddress(context))
        let list = try await services.store.read { try SentinelEntityList(found.alerts, $0) }
        let own = found.entity(services.facts).name
        return .json([
            "metaData": [
                "aggregations": .array(list.counts.map { ["entityKind": .string($0.kind), "count": .integer(Int64($0.count))] })
            ],
            "value": [
                "entities": .array(list.entities.filter { $0.name != own }.map { $0.json(at: address) }), "edges": [],
            ],
        ])
    }

    /// There are no queries that say more of an entity than its timeline does.
    @Sendable func insights(_ request: Request, context: APIContext) async throws -> Response {
        _ = try await found(context)
        return .json(["metaData": ["totalCount": 0, "errors": []], "value": []])
    }

    @Sendable func queries(_ request: Request, context: APIContext) async throws -> Response {
        _ = try await found(context)
        return .json(["value": []])
    }

    /// The incidents that it occurs in.
    @Sendable func relations(_ request: Request, context: APIContext) async throws -> Response {
        let (found, address) = (try await found(context), try ResourceAddress(context))
        let name = found.entity(services.facts).name
        let values = try await services.store.read { reader in
            try Set(found.alerts.map(\.incident)).sorted().map { incident -> JSONValue in
                let related = try IncidentResource.name(of: incident, reader)
                return ResourceEnvelope(
                    path: "\(SentinelEntity.type)/\(name)/relations/\(related)", name: related, type: "Entities/relations",
                    properties: JSONObject([
                        .init(name: "relatedResourceId", value: .string(address.id("\(IncidentResource.type)/\(related)"))),
                        .init(name: "relatedResourceName", value: .string(related)),
                        .init(name: "relatedResourceType", value: "Microsoft.SecurityInsights/Incidents"),
                    ])
                ).json(at: address)
            }
        }
        return .json(["value": .array(values)])
    }

    private func found(_ context: APIContext) async throws -> FoundEntity {
        let name = try context.segment("name")
        guard let found = try await services.store.read({ try FoundEntity(named: name, $0) }) else {
            throw APIError.notFound("there is no entity '\(name)'")
        }
        return found
    }
}

extension Alert {
    fileprivate var sentinelTimelineItem: JSONValue {
        [
            "kind": "SecurityAlert", "azureResourceId": .string(SentinelEntity.id(of: id)),
            "displayName": .string(report.title), "description": .text(orNull: report.description),
            "productName": .text(orNull: report.productName), "severity": .string(SentinelSeverity(severity).name),
            "startTimeUtc": .string(report.firstActivity.rfc3339), "endTimeUtc": .string(report.lastActivity.rfc3339),
            "timeGenerated": .string(created.rfc3339),
            "alertType": .string(report.detectorId.isEmpty ? report.title : report.detectorId),
            "intent": .string(report.tactics.first?.category ?? "Unknown"),
            "techniques": .array(report.techniques.map { .string($0.id) }),
        ]
    }
}
