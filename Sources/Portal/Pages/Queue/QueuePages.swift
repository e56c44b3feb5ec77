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
        routes.get("incidents/:id/pane", needs: need, use: pane)
    }

    @Sendable func queue(_ request: Request, context: APIContext) async throws -> Response {
        let address = QueueAddress(request)
        let (model, cursor) = try await pages.services.store.read {
            (try QueuePage.model(address, $0, now: .now), try $0.lastChange())
        }
        return try pages.page(
            "queue", model, title: "Incidents", section: .incidents, styles: ["queue.css"], scripts: ["manage.js", "queue.js"],
            context: context, upTo: cursor)
    }

    @Sendable func pane(_ request: Request, context: APIContext) async throws -> Response {
        guard let id = IncidentID(try context.parameters.require("id")) else { throw HTTPError(.notFound) }
        let pane = try await pages.services.store.read { reader in
            try IncidentCase(id, reader).map { SummaryPane($0, now: .now) }
        }
        guard let pane else { throw HTTPError(.notFound) }
        return try pages.part("pane", pane)
    }

    @Sendable func export(_ request: Request, context: APIContext) async throws -> Response {
        var query = QueueAddress(request).query
        query.limit = QueuePages.mostExported
        let wanted = query
        let (incidents, count) = try await pages.services.store.read {
            (try $0.incidents(wanted), try $0.incidentCount(wanted))
        }
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"incidents.csv\"",
            .cacheControl: "no-store",
        ]
        let text = QueueExport.text(incidents, count: count)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension QueueAddress {
    init(_ request: Request) {
        self.init(request.uri.queryParameters.map { (String($0.key), String($0.value)) })
    }
}
