internal import Access
internal import CaseStore
internal import Flow
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Primitives
internal import SecurityModel

/// `/incidents/{id}`: the page of an incident with its tabs, and the parts that its scripts ask for.
struct IncidentPages: Surface {
    /// A drawing has its colours in it, and nothing else may run or load.
    private static let drawingPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

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
        routes.get("incidents/:id/export.json", needs: .permission(.readIncidents), use: export)
        routes.get("incidents/:id/merge", needs: need, use: merge)
    }

    private func tab(_ tab: IncidentPage.Tab, _ request: Request, _ context: APIContext) async throws -> Response {
        let text = try context.parameters.require("id")
        guard let id = IncidentID(text) else {
            return try await pages.notFound("'\(text)' is no number of an incident.", context: context)
        }
        if let elsewhere = try await pages.survivor(of: id, for: request, isPage: true) { return elsewhere }
        let options = request.uri.queryParameters
        let place = Place(
            offset: max(0, Int(options["offset"] ?? "") ?? 0),
            moment: request.options.first { $0.name == "at" }.flatMap { PastStops.Wish($0.value) },
            activities: ActivityTab.Choice(request.options))
        let templates = pages.templates
        let model = try await pages.services.store.read { reader -> (IncidentPage.Model, String, Int64)? in
            guard let incidentCase = try IncidentCase(id, reader) else { return nil }
            let content = try IncidentPages.content(tab, incidentCase, place, reader, templates, now: .now)
            let tasks =
                try reader.recordCount(IncidentTask.self, in: .incident(id))
                + reader.recordCount(IncidentTask.self, mergedInto: id)
            let form = try ManageForm(reader)
            var page = IncidentPage.model(incidentCase, tab: tab, content: content, tasks: tasks, form: form, now: .now)
            page.merged = try options["merged"].flatMap { IncidentID(String($0)) }.flatMap { merged in
                try reader.redirect(of: merged) == id ? merged.description : nil
            }
            if try !reader.seesAll(of: id) { page.beyond = IncidentPage.beyond }
            let incident = incidentCase.incident
            let mergedIn = try reader.merged(into: id).suffix(IncidentPage.mostFollowed).map(\.description)
            page.mergedIn = mergedIn.isEmpty ? nil : mergedIn.joined(separator: " ")
            page.nothing = try EmptyIncident(incident, reader)
            // Nobody misses the name of what nobody works on.
            if incident.status != .active || !incident.assignedTo.isEmpty {
                let changes = try reader.changes(of: id, limit: IncidentPage.mostNameChanges)
                page.formerName = IncidentPage.formerName(changes, now: incident.displayName)
            }
            return (page, incident.displayName, try reader.lastChange())
        }
        guard let (page, name, cursor) = model else {
            return try await pages.notFound("There is no incident \(id).", context: context)
        }
        return try await pages.page(
            "incident", page, title: "#\(id) \(name)", section: .incidents, styles: ["incident.css"],
            scripts: ["manage.js", "incident.js", "move.js"] + tab.scripts, context: context, upTo: cursor)
    }

    /// Where in a tab somebody is.
    struct Place {
        /// Of a page of rows.
        var offset: Int
        /// At which the incident is shown.
        var moment: PastStops.Wish?
        var activities = ActivityTab.Choice()
    }

    static func content(
        _ tab: IncidentPage.Tab, _ incidentCase: IncidentCase, _ place: Place, _ reader: CaseReader, _ templates: PageTemplates,
        now: Timestamp
    ) throws -> String {
        switch tab {
        case .story: try templates.part("story", StoryTab.model(incidentCase))
        case .alerts: try templates.part("alerts-tab", AlertsTab.model(incidentCase.incident, offset: place.offset, reader))
        case .assets: try templates.part("entities-tab", EntitiesTab.assets(incidentCase, reader))
        case .evidence: try templates.part("entities-tab", EntitiesTab.evidence(incidentCase, reader))
        case .activity:
            try templates.part(
                "activity-tab", ActivityTab.model(incidentCase.incident, place.activities, offset: place.offset, reader))
        case .summary: try templates.part("summary-tab", SummaryTab(incidentCase, reader))
        case .investigations:
            try templates.part("investigations-tab", InvestigationsTab.model(incidentCase.incident, offset: place.offset, reader))
        case .tasks: try templates.part("tasks-tab", TasksTab.model(incidentCase, reader, now: now))
        case .similar: try templates.part("similar-tab", SimilarTab.model(incidentCase, reader, now: now))
        case .was: try templates.part("past-tab", PastTab.model(incidentCase, at: place.moment, reader))
        }
    }

    /// The drawing alone: `?grouped=true&open=3,17`.
    @Sendable func graph(_ request: Request, context: APIContext) async throws -> Response {
        let options = request.uri.queryParameters
        let isGrouped = options["grouped"] == "true"
        let opened = (options["open"] ?? "").split(separator: ",").compactMap { Int64($0) }
        if let elsewhere = try await elsewhere(request, context) { return elsewhere }
        let graph = try await read(context).graph
        return Response.page(GraphDrawing(isGrouped ? GraphGrouping.grouped(graph, opened: opened) : graph).svg.text)
    }

    @Sendable func graphFile(_ request: Request, context: APIContext) async throws -> Response {
        if let elsewhere = try await elsewhere(request, context) { return elsewhere }
        let graph = try await read(context).graph
        let drawing = GraphDrawing(graph.nodes.count > GraphGrouping.mostNodes ? GraphGrouping.grouped(graph) : graph)
        let svg = drawing.standalone(icons: try pages.templates.part("icons", [String: String]()))
        return Response(
            status: .ok, headers: [.contentType: "image/svg+xml", .contentSecurityPolicy: IncidentPages.drawingPolicy],
            body: ResponseBody(byteBuffer: ByteBuffer(string: svg.text)))
    }

    /// The incident and all of its alerts, as the interfaces have them.
    @Sendable func export(_ request: Request, context: APIContext) async throws -> Response {
        guard let id = IncidentID(try context.parameters.require("id")) else { throw HTTPError(.notFound) }
        if let elsewhere = try await elsewhere(request, context) { return elsewhere }
        guard let whole = try await WholeIncident(id, pages.services) else { throw HTTPError(.notFound) }
        let headers: HTTPFields = [
            .contentType: "application/json", .contentDisposition: "attachment; filename=\"incident-\(id).json\"",
            .cacheControl: "no-store",
        ]
        return Response(status: .ok, headers: headers, body: whole.body)
    }

    @Sendable func alert(_ request: Request, context: APIContext) async throws -> Response {
        guard let id = AlertID(try context.parameters.require("alert")) else { throw HTTPError(.notFound) }
        let details = try await pages.services.store.read { reader in
            try reader.alert(id).map { try AlertDetails($0, reader) }
        }
        guard let details else { throw HTTPError(.notFound) }
        return try pages.part("alert-details", details)
    }

    @Sendable func entity(_ request: Request, context: APIContext) async throws -> Response {
        if let elsewhere = try await elsewhere(request, context) { return elsewhere }
        guard let id = IncidentID(try context.parameters.require("id")),
            let number = Int64(try context.parameters.require("entity"))
        else { throw HTTPError(.notFound) }
        let rights = EntityActions.rights(context)
        let details = try await pages.services.store.read { reader -> EntityDetails? in
            guard let incidentCase = try IncidentCase(id, reader),
                let node = incidentCase.graph.nodes.first(where: { $0.entities.contains(number) })
            else { return nil }
            return try EntityDetails(node, in: incidentCase, rights, reader)
        }
        guard let details else { throw HTTPError(.notFound) }
        return try pages.part("entity-details", details)
    }

    /// What a merge would come to: `?with=12&with=13&stays=12`. One that was merged already is looked at as it is.
    @Sendable func merge(_ request: Request, context: APIContext) async throws -> Response {
        let options = request.options
        let others = options.filter { $0.name == "with" }.map(\.value)
        guard let id = IncidentID(try context.parameters.require("id")), !others.isEmpty else { throw HTTPError(.notFound) }
        let stays = options.first { $0.name == "stays" }.flatMap { IncidentID($0.value) } ?? id
        let preview = try await pages.services.store.read { reader -> MergePreview? in
            guard let own = try reader.incident(id) else { return nil }
            var found = [own]
            for text in others.prefix(CaseDesk.maximumMerge) {
                guard let incident = try IncidentID(text).flatMap({ try reader.incident($0) }) else {
                    return MergePreview(missing: text)
                }
                found.append(incident)
            }
            let kept = found.remove(at: found.firstIndex { $0.id == stays } ?? 0)
            return try MergePreview(kept, found, reader)
        }
        guard let preview else { throw HTTPError(.notFound) }
        return try pages.part("merge-preview", preview)
    }

    private func elsewhere(_ request: Request, _ context: APIContext) async throws -> Response? {
        guard let id = IncidentID(try context.parameters.require("id")) else { return nil }
        return try await pages.survivor(of: id, for: request)
    }

    private func read(_ context: APIContext) async throws -> IncidentCase {
        guard let id = IncidentID(try context.parameters.require("id")) else { throw HTTPError(.notFound) }
        guard let incidentCase = try await pages.services.store.read({ try IncidentCase(id, $0) }) else {
            throw HTTPError(.notFound)
        }
        return incidentCase
    }
}
