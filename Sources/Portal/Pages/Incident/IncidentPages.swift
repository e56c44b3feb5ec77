internal import Access
internal import CaseStore
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Primitives
internal import SecurityModel

/// `/incidents/{id}`: the page of an incident with its tabs, and the parts that its scripts ask for.
struct IncidentPages: Surface {
    let pages: Pages

    func add(to routes: RouteTable) {
        let need = RouteNeed.permission(.readSecurityData)
        routes.get("incidents/:id", needs: need) { try await tab(.story, $0, $1) }
        for tab in IncidentPage.Tab.allCases where tab != .story {
            routes.get("incidents/:id/\(tab.rawValue)", needs: need) { try await self.tab(tab, $0, $1) }
        }
        routes.get("incidents/:id/graph", needs: need, use: graph)
        routes.get("incidents/:id/graph.svg", needs: need, use: graphFile)
        routes.get("incidents/:id/alerts/:alert", needs: need, use: alert)
        routes.get("incidents/:id/entities/:entity", needs: need, use: entity)
    }

    private func tab(_ tab: IncidentPage.Tab, _ request: Request, _ context: APIContext) async throws -> Response {
        let text = try context.parameters.require("id")
        guard let id = IncidentID(text) else {
            return try pages.notFound("'\(text)' is no number of an incident.", context: context)
        }
        let offset = request.uri.queryParameters["offset"].flatMap { Int($0) } ?? 0
        let templates = pages.templates
        let model = try await pages.services.store.read { reader -> (IncidentPage.Model, String, Int64)? in
            guard let incidentCase = try IncidentCase(id, reader) else { return nil }
            let content = try IncidentPages.content(tab, incidentCase, offset: max(0, offset), reader, templates)
            let page = IncidentPage.model(incidentCase, tab: tab, content: content, now: .now)
            return (page, incidentCase.incident.displayName, try reader.lastChange())
        }
        guard let (page, name, cursor) = model else { return try pages.notFound("There is no incident \(id).", context: context) }
        return try pages.page(
            "incident", page, title: "#\(id) \(name)", section: .incidents, styles: ["incident.css"],
            scripts: ["manage.js", "incident.js"] + (tab == .story ? ["story.js"] : []), context: context, upTo: cursor)
    }

    private static func content(
        _ tab: IncidentPage.Tab, _ incidentCase: IncidentCase, offset: Int, _ reader: CaseReader, _ templates: PageTemplates
    ) throws -> String {
        switch tab {
        case .story: try templates.part("story", StoryTab.model(incidentCase))
        case .alerts: try templates.part("alerts-tab", AlertsTab.model(incidentCase.incident, offset: offset, reader))
        case .assets: try templates.part("entities-tab", EntitiesTab.assets(incidentCase))
        case .evidence: try templates.part("entities-tab", EntitiesTab.evidence(incidentCase))
        case .activity: try templates.part("activity-tab", ActivityTab.model(incidentCase.incident, reader))
        case .summary: try templates.part("summary-tab", SummaryTab(incidentCase, reader))
        }
    }

    /// The drawing alone: `?grouped=true&open=3,17`.
    @Sendable func graph(_ request: Request, context: APIContext) async throws -> Response {
        let options = request.uri.queryParameters
        let isGrouped = options["grouped"] == "true"
        let opened = Set((options["open"] ?? "").split(separator: ",").compactMap { Int64($0) })
        let graph = try await read(context).graph
        return Response.page(GraphDrawing(isGrouped ? GraphGrouping.grouped(graph, opened: opened) : graph).svg.text)
    }

    @Sendable func graphFile(_ request: Request, context: APIContext) async throws -> Response {
        let graph = try await read(context).graph
        let drawing = GraphDrawing(graph.nodes.count > GraphGrouping.mostNodes ? GraphGrouping.grouped(graph) : graph)
        return Response(
            status: .ok, headers: [.contentType: "image/svg+xml", .contentSecurityPolicy: Response.contentPolicy],
            body: ResponseBody(byteBuffer: ByteBuffer(string: drawing.svg.text)))
    }

    @Sendable func alert(_ request: Request, context: APIContext) async throws -> Response {
        guard let id = AlertID(try context.parameters.require("alert")) else { throw HTTPError(.notFound) }
        let details = try await pages.services.store.read { reader in
            try reader.alert(id).map { AlertDetails($0, try reader.entities(of: id)) }
        }
        guard let details else { throw HTTPError(.notFound) }
        return try pages.part("alert-details", details)
    }

    @Sendable func entity(_ request: Request, context: APIContext) async throws -> Response {
        guard let id = IncidentID(try context.parameters.require("id")),
            let number = Int64(try context.parameters.require("entity"))
        else { throw HTTPError(.notFound) }
        let details = try await pages.services.store.read { reader -> EntityDetails? in
            guard let incidentCase = try IncidentCase(id, reader),
                let node = incidentCase.graph.nodes.first(where: { $0.entities.contains(number) })
            else { return nil }
            return try EntityDetails(node, in: incidentCase, reader)
        }
        guard let details else { throw HTTPError(.notFound) }
        return try pages.part("entity-details", details)
    }

    private func read(_ context: APIContext) async throws -> IncidentCase {
        guard let id = IncidentID(try context.parameters.require("id")) else { throw HTTPError(.notFound) }
        guard let incidentCase = try await pages.services.store.read({ try IncidentCase(id, $0) }) else {
            throw HTTPError(.notFound)
        }
        return incidentCase
    }
}
