internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import OData
internal import Primitives
internal import SecurityModel

/// `/v1.0/security/incidents`, and the same under `/beta`: incidents in Graph's words, to read.
struct IncidentRoutes: RouteGroup {
    /// Rows of a page where the client does not say, and at most.
    static let pageSize = 50
    static let largestPage = 1000
    /// Alerts that come with an incident by `$expand`, at most; the rest are a page of `alerts` away.
    static let largestExpansion = 1000

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for version in GraphScope.versions {
            let path = "\(version)/security/incidents"
            routes.get(path, needs: .permission(.readIncidents), use: list)
            routes.get("\(path)/$count", needs: .permission(.readIncidents), use: count)
            routes.get("\(path)/:id", needs: .permission(.readIncidents), use: one)
            routes.get("\(path)/:id/comments", needs: .permission(.readIncidents), use: comments)
        }
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let asked = try request.odata([.filter, .top, .skip, .skiptoken, .count, .orderby, .expand, .select])
        let page = try ODataPage(asked, size: IncidentRoutes.pageSize, largest: IncidentRoutes.largestPage)
        var query = try IncidentRoutes.query(asked)
        query.ordering = try PropertyTable.incidents.order(asked.orderBy)
        (query.limit, query.offset, query.after) = (page.limit, page.offset, page.after)
        let expansion = try AlertExpansion(asked)
        let shape = try EntityShape.incident.selecting(expansion.selection(asked.select))
        let (scope, question, counts) = (GraphScope(request, services), query, asked.count)
        return try await services.store.read { reader in
            let found = try reader.incidentPage(question)
            return try .list(
                found.rows, context: scope.context("security/incidents\(shape.selection(asked.select))"),
                count: counts ? try reader.incidentCount(question) : nil,
                nextLink: found.next.map { scope.nextLink(asked, skipToken: $0.skipToken) }
            ) { incident, writer in
                try shape.write(incident, scope, to: &writer) { try expansion.write(incident, scope, reader, to: &$0) }
            }
        }
    }

    @Sendable func count(_ request: Request, context: APIContext) async throws -> Response {
        let query = try IncidentRoutes.query(try request.odata([.filter]))
        return .count(try await services.store.read { try $0.incidentCount(query) })
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        let asked = try request.odata([.expand, .select])
        let expansion = try AlertExpansion(asked)
        let shape = try EntityShape.incident.selecting(expansion.selection(asked.select))
        let scope = GraphScope(request, services)
        let response = try await services.store.read { reader -> Response? in
            guard let incident = try reader.incident(id) else { return nil }
            var writer = JSONWriter()
            let selection = shape.selection(asked.select)
            try shape.write(
                incident, scope, to: &writer, context: scope.context("security/incidents\(selection)/$entity")
            ) { try expansion.write(incident, scope, reader, to: &$0) }
            return .json(writer)
        }
        guard let response else { throw UpdateError.noSuchIncident(id) }
        return response
    }

    @Sendable func comments(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.incidentID()
        guard let incident = try await services.store.read({ try $0.incident(id) }) else { throw UpdateError.noSuchIncident(id) }
        return .comments(incident.comments, of: "incidents('\(id)')", GraphScope(request, services))
    }

    /// The condition of a list. Graph's lists hold merged incidents too; where no order is asked for, the newest come first.
    private static func query(_ asked: ODataQuery) throws(ODataError) -> IncidentQuery {
        var query = IncidentQuery()
        query.includesRedirected = true
        query.order = .created
        if let filter = asked.filter { query.predicate = try FilterBinder(.incidents).bind(filter) }
        return query
    }
}

extension Response {
    /// A collection of comments, as adding one answers it.
    static func comments(_ comments: [Comment], of entity: String, _ scope: GraphScope) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("@odata.context")
        writer.write(scope.context("security/\(entity)/comments"))
        writer.key("value")
        writer.write(comments)
        writer.endObject()
        return .json(writer)
    }
}

extension APIContext {
    func incidentID() throws -> IncidentID {
        try APIContext.incidentID(try parameters.require("id"))
    }

    static func incidentID(_ text: String) throws(APIError) -> IncidentID {
        guard let id = IncidentID(text) else { throw .badRequest("'\(text)' is no id of an incident; those are numbers") }
        return id
    }

    static func alertID(_ text: String) throws(APIError) -> AlertID {
        guard let id = AlertID(text) else {
            throw .notFound("there is no alert '\(text.prefix(200))'; ids of alerts look like al17")
        }
        return id
    }
}
