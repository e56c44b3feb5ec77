internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/api/queue`: the queue as people work through it, and what explains an incident.
struct QueueRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/queue", needs: .permission(.readSecurityData), use: list)
        routes.get("api/queue/:id", needs: .permission(.readSecurityData), use: explain)
        routes.get("api/queue/:id/alerts", needs: .permission(.readSecurityData), use: alerts)
        routes.get("api/queue/:id/activity", needs: .permission(.readSecurityData), use: activity)
        routes.post("api/queue/:id/undoMerge", needs: .permission(.manageAlerts), use: undoMerge)
        routes.post("api/queue/:id/undoMove", needs: .permission(.manageAlerts), use: undoMove)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let query = try QueueQuery(request)
        let (incidents, count, offQueue) = try await services.store.read { reader in
            (
                try reader.incidents(query.page), try reader.incidentCount(query.page),
                try query.offQueue.map { try reader.incidentCount($0) } ?? 0
            )
        }
        return .json([
            "incidents": .array(incidents.map { .object($0.row) }), "count": .integer(count), "offQueue": .integer(offQueue),
        ])
    }

    @Sendable func explain(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        guard let json = try await services.store.read({ try ExplainedIncident(id, $0)?.json() }) else {
            throw UpdateError.noSuchIncident(id)
        }
        return .json(json)
    }

    @Sendable func alerts(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let (top, skip) = try QueueRoutes.page(request, default: 50)
        let json: JSONValue? = try await services.store.read { reader in
            guard let incident = try reader.incident(id) else { return nil }
            let rows = try reader.alerts(of: id, limit: top, offset: skip).map { $0.row(try reader.entities(of: $0.id)) }
            return ["count": .integer(try reader.alertCount(of: incident)), "alerts": .array(rows)]
        }
        guard let json else { throw UpdateError.noSuchIncident(id) }
        return .json(json)
    }

    @Sendable func activity(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let options = try QueryOptions(request, allowing: ["top", "after"])
        let top = try options.number("top", default: 100, in: 0...QueryOptions.largestPage)
        let after = try options.number("after", default: 0, in: 0...Int.max)
        let changes = try await services.store.read { reader in
            guard try reader.incident(id) != nil else { throw UpdateError.noSuchIncident(id) }
            return try reader.changes(of: id, after: Int64(after), limit: top)
        }
        return .json(["activity": .array(changes.map(\.json))])
    }

    @Sendable func undoMerge(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let comment = try await request.object(allowing: ["comment"]).text("comment") ?? ""
        return .json(.object(try await services.desk.undoMerge(of: id, comment: comment, by: context.actor).row))
    }

    @Sendable func undoMove(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let body = try await request.object(allowing: ["alertIds", "comment"])
        let alerts = try (try body.texts("alertIds") ?? []).map { try APIContext.alertID($0) }
        let comment = try body.text("comment") ?? ""
        return .json(.object(try await services.desk.undoMove(alerts, backTo: id, comment: comment, by: context.actor).row))
    }

    private static func page(_ request: Request, default size: Int) throws(APIError) -> (top: Int, skip: Int) {
        let options = try QueryOptions(request, allowing: ["top", "skip"])
        return (
            try options.number("top", default: size, in: 0...QueryOptions.largestPage),
            try options.number("skip", default: 0, in: 0...Int(Int32.max))
        )
    }
}

/// The query options of the queue as questions to the store.
private struct QueueQuery {
    var page = IncidentQuery()
    /// The same question about what is kept off the queue; `nil` where the page shows that as well.
    var offQueue: IncidentQuery?

    init(_ request: Request) throws(APIError) {
        let options = try QueryOptions(
            request,
            allowing: [
                "status", "severity", "assignedTo", "tag", "product", "search", "all", "order", "ascending", "top", "skip",
            ])
        let showsAll = try options.flag("all")
        page.statuses = try options.members("status", of: IncidentStatus.self) ?? (showsAll ? [] : IncidentStatus.open)
        page.severities = try options.members("severity", of: AlertSeverity.self) ?? []
        page.owners = options.list("assignedTo") ?? []
        page.tags = options.list("tag") ?? []
        if let products = options.list("product") { page.facets = [(.product, products)] }
        page.text = options.text("search") ?? ""
        // What was merged is in no queue: it is listed where somebody asks for it.
        page.includesRedirected = page.statuses.contains(.redirected)
        page.isOnQueue = showsAll || page.includesRedirected ? nil : true
        page.isAscending = try options.flag("ascending")
        page.limit = try options.number("top", default: 50, in: 0...QueryOptions.largestPage)
        page.offset = try options.number("skip", default: 0, in: 0...Int(Int32.max))
        if let order = options.text("order") {
            guard let known = IncidentQuery.Order(rawValue: order) else {
                let names = IncidentQuery.Order.allCases.map(\.rawValue).joined(separator: ", ")
                throw .badRequest("'\(order)' is no order; it is one of \(names)")
            }
            page.order = known
        }
        guard page.isOnQueue != nil else { return }
        offQueue = page
        offQueue?.isOnQueue = false
    }
}
