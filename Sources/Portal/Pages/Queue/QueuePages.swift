internal import Access
internal import CaseStore
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Primitives
internal import SecurityModel

/// `/incidents`: the queue, its export, and the pane that sums an incident up beside it.
struct QueuePages: Surface {
    /// Rows of an export, at most; its last line says where there were more.
    static let mostExported = 10_000

    let pages: Pages

    func add(to routes: RouteTable) {
        let need = RouteNeed.permission(.readSecurityData)
        routes.get("incidents", needs: need, use: queue)
        routes.get("incidents.csv", needs: need, use: export)
        routes.get("portal/last-day", needs: need, use: lastDay)
        routes.get(FilterValues.path, needs: need, use: filterValues)
        routes.get("incidents/:id/pane", needs: need, use: pane)
        routes.get("incidents/:id/rows", needs: need, use: alerts)
    }

    /// Without any option, the queue opens with the view that the person chose for that.
    @Sendable func queue(_ request: Request, context: APIContext) async throws -> Response {
        let (options, account) = (request.options, context.caller?.name ?? "")
        let (opening, model, cursor) = try await pages.services.store.read { reader -> (String?, QueuePage.Model?, Int64) in
            let viewer = try QueueViewer(account, reader)
            if options.isEmpty, let opening = viewer.opening { return (opening, nil, 0) }
            let model = try QueuePage.model(QueueAddress(options), for: viewer, reader, now: .now)
            return (nil, model, try reader.lastChange())
        }
        guard let model else {
            return Response(
                status: .seeOther, headers: [.location: opening ?? QueueViewer.plainAddress, .cacheControl: "no-store"])
        }
        return try await pages.page(
            "queue", model, title: "Incidents", section: .incidents, styles: ["queue.css"],
            scripts: ["manage.js", "queue.js", "views.js", "steps.js", "last-day.js"], context: context, upTo: cursor)
    }

    /// The strip above the queue, for whoever opens it.
    @Sendable func lastDay(_ request: Request, context: APIContext) async throws -> Response {
        try pages.part("last-day", try await pages.services.store.read { try LastDay($0, now: .now) })
    }

    /// What a menu of filters does not offer, found by a text: `?of=tag&list=incidents&with=vip`.
    @Sendable func filterValues(_ request: Request, context: APIContext) async throws -> Response {
        let (options, account) = (request.options, context.caller?.name ?? "")
        func option(_ name: String) -> String { options.first { $0.name == name }?.value ?? "" }
        let (name, text) = (option("of"), option("with"))
        guard let list = FilterValues.List(rawValue: option("list")) else { throw HTTPError(.notFound) }
        let values = try await pages.services.store.read { reader in
            try FilterValues(of: name, of: list, with: text, try QueueChoices(for: account, reader))
        }
        guard let values else { throw HTTPError(.notFound) }
        return try pages.part("filter-values", values)
    }

    @Sendable func pane(_ request: Request, context: APIContext) async throws -> Response {
        guard let id = IncidentID(try context.parameters.require("id")) else { throw HTTPError(.notFound) }
        if let elsewhere = try await pages.survivor(of: id, for: request) { return elsewhere }
        let pane = try await pages.services.store.read { reader in
            try IncidentCase(id, reader).map { SummaryPane($0, now: .now) }
        }
        guard let pane else { throw HTTPError(.notFound) }
        return try pages.part("pane", pane)
    }

    /// The alerts of an incident, for a row that is opened.
    @Sendable func alerts(_ request: Request, context: APIContext) async throws -> Response {
        guard let id = IncidentID(try context.parameters.require("id")) else { throw HTTPError(.notFound) }
        if let elsewhere = try await pages.survivor(of: id, for: request) { return elsewhere }
        guard let alerts = try await pages.services.store.read({ try QueueAlerts(id, $0) }) else { throw HTTPError(.notFound) }
        return try pages.part("queue-alerts", alerts)
    }

    @Sendable func export(_ request: Request, context: APIContext) async throws -> Response {
        let address = QueueAddress(request.options)
        let account = context.caller?.name ?? ""
        let text = try await pages.services.store.read { reader in
            var query = (reader.seesEverything ? address : address.inPart).query(now: .now)
            query.limit = QueuePages.mostExported
            let incidents = try reader.incidents(query)
            let values = try QueueValues(
                incidents.map(\.id), facets: QueueExport.facets.map(\.kind), hasAssets: true,
                try QueueChoices(for: account, reader), reader)
            return QueueExport.text(incidents, values, count: try reader.incidentCount(query))
        }
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"incidents.csv\"",
            .cacheControl: "no-store",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
