internal import Access
internal import CaseStore
internal import GraphAPI
internal import Hummingbird
internal import Primitives

/// `/`: home.
struct HomePages: Surface {
    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("/", needs: .permission(.readSecurityData), use: home)
    }

    @Sendable func home(_ request: Request, context: APIContext) async throws -> Response {
        let (account, view) = (context.caller?.account ?? "", CaseView.current)
        let span = request.uri.queryParameters["span"].flatMap { HomePage.Span(rawValue: String($0)) } ?? .day
        let model = try await pages.services.store.read {
            try HomePage.model(for: account, in: view, span: span, $0, now: .now)
        }
        return try await pages.page(
            "home", model, title: "Home", section: .home, styles: ["home.css", "queue.css"], scripts: [], context: context)
    }
}
