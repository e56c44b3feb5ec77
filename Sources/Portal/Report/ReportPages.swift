internal import Access
internal import CaseStore
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Primitives
internal import SecurityModel

/// `/incidents/{id}/report.pdf`: an incident on paper. `?part=summary&part=graph` names the parts; without it all are in it.
struct ReportPages: Surface {
    let pages: Pages
    private let printer = ReportPrinter()

    init(pages: Pages) {
        self.pages = pages
    }

    func add(to routes: RouteTable) {
        routes.get("incidents/:id/report.pdf", needs: .permission(.readSecurityData), use: report)
    }

    @Sendable func report(_ request: Request, context: APIContext) async throws -> Response {
        guard let id = IncidentID(try context.parameters.require("id")) else { throw HTTPError(.notFound) }
        if let elsewhere = try await pages.survivor(of: id, for: request) { return elsewhere }
        let named = request.uri.queryParameters.filter { $0.key == "part" }
        let parts = Set(named.compactMap { IncidentReport.Part(rawValue: String($0.value)) })
        let chosen = parts.isEmpty ? Set(IncidentReport.Part.allCases) : parts
        let (icons, maker) = (try pages.templates.part("icons", [String: String]()), context.caller?.name ?? "")
        let model = try await pages.services.store.read { reader in
            try IncidentCase(id, reader).map {
                try IncidentReport($0, chosen, icons: icons, by: maker, reader, now: .now)
            }
        }
        guard let model else { return try await pages.notFound("There is no incident \(id).", context: context) }
        do {
            let pdf = try await printer.pdf(of: try pages.templates.part("report", model))
            let headers: HTTPFields = [
                .contentType: "application/pdf", .contentDisposition: "attachment; filename=\"incident-\(id).pdf\"",
                .cacheControl: "no-store",
            ]
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: pdf)))
        } catch let error as ReportError {
            return try await pages.page(
                "problem", ["title": "No report", "message": error.description], title: "No report", section: .incidents,
                styles: ["queue.css"], scripts: [], context: context, status: .serviceUnavailable)
        }
    }
}
