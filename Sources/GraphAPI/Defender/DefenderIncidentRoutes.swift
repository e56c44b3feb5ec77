internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import OData
internal import Primitives
internal import SecurityModel

/// `/api/incidents`: incidents as the older interface has them, each with its alerts.
struct DefenderIncidentRoutes: RouteGroup {
    /// Rows of a page.
    static let largestPage = 100
    /// Alerts that are embedded in one incident, at most.
    static let largestEmbedding = 1000

    /// What can be set.
    static let names = ["status", "assignedTo", "classification", "determination", "tags", "comment"]

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for root in DefenderNames.roots {
            routes.get("\(root)/incidents", needs: .permission(.readIncidents), use: list)
            routes.get("\(root)/incidents/:id", needs: .permission(.readIncidents), use: one)
            routes.patch("\(root)/incidents/:id", needs: .permission(.manageIncidents), use: update)
        }
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let list = try DefenderList(
            request, services, set: "Incidents", names: Incident.defenderNames, largest: DefenderIncidentRoutes.largestPage)
        let page = try ODataPage(list.asked, size: list.limit, largest: list.limit)
        var query = IncidentQuery()
        (query.includesRedirected, query.order) = (true, .created)
        (query.limit, query.offset, query.after) = (page.limit, page.offset, page.after)
        if let filter = list.asked.filter { query.predicate = try FilterBinder(.defenderIncidents).bind(filter) }
        query.ordering = try PropertyTable.defenderIncidents.order(list.asked.orderBy)
        let question = query
        let (rows, count, next) = try await services.store.read { reader in
            let page = try reader.incidentPage(question)
            let rows = try page.rows.map { try DefenderIncidentRoutes.json($0, reader, services.facts) }
            return (rows, list.asked.count ? try reader.incidentCount(question) : nil, page.next?.skipToken)
        }
        return list.response(rows, count: count, next: next)
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let shown = try DefenderSelection(try request.odata([.select]).select, of: Incident.defenderNames)
        let json = try await services.store.read { reader in
            try reader.incident(id).map { try DefenderIncidentRoutes.json($0, reader, services.facts) }
        }
        guard let json else { throw UpdateError.noSuchIncident(id) }
        return .json(.object(shown(json)))
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let body = try await request.object(allowing: DefenderIncidentRoutes.names, anyCase: true)
        let comment = try body.text("comment") ?? ""
        _ = try await services.desk.update(id, try IncidentUpdate(defender: body), by: context.actor)
        if !comment.isEmpty { _ = try await services.desk.comment([comment], on: id, by: context.actor) }
        return try await one(request, context: context)
    }

    private static func json(_ incident: Incident, _ reader: CaseReader, _ facts: ServerFacts) throws -> JSONObject {
        incident.defender(try reader.alerts(of: incident.id, limit: DefenderIncidentRoutes.largestEmbedding), facts)
    }
}

extension IncidentUpdate {
    fileprivate init(defender body: JSONObject) throws(APIError) {
        self.init()
        status = try body.member("status", inCapitals: true)
        if status == .redirected { throw .badRequest("incidents are redirected by merging them") }
        assignedTo = try body.text("assignedTo")
        classification = try body.member("classification", empty: .unknown, inCapitals: true)
        determination = try body.determination()
        customTags = body["tags"]?.isNull == true ? [] : try body.texts("tags")
    }
}

extension JSONObject {
    /// A determination, or `NotAvailable` for none.
    func determination() throws(APIError) -> Determination? {
        if let text = self["determination"]?.string, text.lowercased() == "notavailable" { return .unknown }
        return try member("determination", empty: .unknown)
    }
}
