internal import Access
internal import CaseStore
internal import GraphAPI
internal import Hummingbird
internal import Primitives

/// `/reports`: how the work went, in a span of time. `?span=30d`, `?span=2026-05`, `?span=2026-Q2`.
struct ReportsPages: Surface {
    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("reports", needs: .permission(.readSecurityData), use: reports)
    }

    @Sendable func reports(_ request: Request, context: APIContext) async throws -> Response {
        let now = Timestamp.now
        let span = ReportSpan(request.uri.queryParameters["span"].map(String.init) ?? "", now: now)
        let model = try await pages.services.store.read { try ReportsPage.model(span, $0, now: now) }
        return try await pages.page(
            "reports", model, title: "Report: \(span.title)", section: .reports, styles: ["home.css", "reports.css"],
            scripts: ["reports.js"], context: context)
    }
}
