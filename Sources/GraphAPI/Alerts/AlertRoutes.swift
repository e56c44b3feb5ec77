internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import OData
internal import Primitives
internal import SecurityModel

/// `/v1.0/security/alerts_v2`, the alerts of an incident, and the same under `/beta`: alerts in Graph's words, to read.
struct AlertRoutes: RouteGroup {
    /// Rows of a page where the client does not say, and at most.
    static let pageSize = 50
    static let largestPage = 2000

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for version in GraphScope.versions {
            for (path, need) in AlertRoutes.sets(version) {
                routes.get(path, needs: .permission(need), use: list)
                routes.get("\(path)/$count", needs: .permission(need), use: count)
                routes.get("\(path)/:alert", needs: .permission(need), use: one)
                routes.get("\(path)/:alert/comments", needs: .permission(need), use: comments)
                routes.get("\(path)/:alert/comments/$count", needs: .permission(need), use: commentCount)
            }
        }
    }

    /// Where alerts are: all of them, and those of an incident; each with who may read it.
    static func sets(_ version: String) -> [(path: String, need: Permission)] {
        [("\(version)/security/alerts_v2", .readAlerts), ("\(version)/security/incidents/:id/alerts", .readIncidents)]
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let asked = try request.odata([.filter, .top, .skip, .skiptoken, .count, .orderby, .select])
        let page = try ODataPage(asked, size: AlertRoutes.pageSize, largest: AlertRoutes.largestPage)
        let incident = try incident(context)
        var query = try AlertRoutes.query(asked, of: incident)
        query.ordering = try PropertyTable.alerts.order(asked.orderBy)
        (query.limit, query.offset, query.after) = (page.limit, page.offset, page.after)
        let shape = try EntityShape.alert.selecting(asked.select)
        let (scope, question, counts) = (GraphScope(request, services), query, asked.count)
        let set = incident.map { "incidents('\($0)')/alerts" } ?? "alerts_v2"
        return try await services.store.read { reader in
            try AlertRoutes.check(incident, reader)
            let found = try reader.alertPage(question)
            return .list(
                found.rows, context: scope.context("security/\(set)\(shape.selection(asked.select))"),
                count: counts ? try reader.alertCount(question) : nil,
                nextLink: found.next.map { scope.nextLink(asked, skipToken: $0.skipToken) }
            ) { shape.write($0, scope, to: &$1) }
        }
    }

    @Sendable func count(_ request: Request, context: APIContext) async throws -> Response {
        let incident = try incident(context)
        let query = try AlertRoutes.query(try request.odata([.filter]), of: incident)
        return .count(
            try await services.store.read { reader in
                try AlertRoutes.check(incident, reader)
                return try reader.alertCount(query)
            })
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let asked = try request.odata([.select])
        let shape = try EntityShape.alert.selecting(asked.select)
        let (scope, alert) = (GraphScope(request, services), try await alert(context))
        var writer = JSONWriter()
        let context = scope.context("security/alerts_v2\(shape.selection(asked.select))/$entity")
        shape.write(alert, scope, to: &writer, context: context)
        return .json(writer)
    }

    @Sendable func comments(_ request: Request, context: APIContext) async throws -> Response {
        let alert = try await alert(context)
        return .comments(alert.comments, of: "alerts_v2('\(alert.id)')", GraphScope(request, services))
    }

    @Sendable func commentCount(_ request: Request, context: APIContext) async throws -> Response {
        .count(Int64(try await alert(context).comments.count))
    }

    /// The alert that the address names, in the incident that it names.
    private func alert(_ context: APIContext) async throws -> Alert {
        let id = try APIContext.alertID(try context.parameters.require("alert"))
        let incident = try incident(context)
        let alert = try await services.store.read { reader in
            try AlertRoutes.check(incident, reader)
            return try reader.alert(id)
        }
        guard let alert, incident == nil || incident == alert.incident else { throw UpdateError.noSuchAlert(id) }
        return alert
    }

    private func incident(_ context: APIContext) throws(APIError) -> IncidentID? {
        guard let text = context.parameters.get("id") else { return nil }
        return try APIContext.incidentID(text)
    }

    private static func check(_ incident: IncidentID?, _ reader: CaseReader) throws {
        guard let incident else { return }
        guard try reader.sees(incident) else { throw UpdateError.noSuchIncident(incident) }
    }

    private static func query(_ asked: ODataQuery, of incident: IncidentID?) throws(ODataError) -> AlertQuery {
        var query = AlertQuery()
        var parts: [StorePredicate] = []
        if let incident { parts.append(.compare(AlertColumns.incident, .equal, .integer(incident.number))) }
        if let filter = asked.filter { parts.append(try FilterBinder(.alerts).bind(filter)) }
        if !parts.isEmpty { query.predicate = .all(parts) }
        return query
    }
}
