internal import Access
internal import CaseStore
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// `/search`: everything that a text finds, and the short list of it while somebody types. The number of an incident leads to it.
struct SearchPages: Surface {
    /// Hits of each sort on the page, and in the list.
    static let mostOnPage = 25
    static let mostInList = 5

    let pages: Pages

    func add(to routes: RouteTable) {
        let need = RouteNeed.permission(.readSecurityData)
        routes.get("search", needs: need, use: page)
        routes.get("search/list", needs: need, use: list)
    }

    @Sendable func page(_ request: Request, context: APIContext) async throws -> Response {
        let results = try await results(request, most: SearchPages.mostOnPage)
        if let only = results.only {
            return Response(status: .seeOther, headers: [.location: only, .cacheControl: "no-store"])
        }
        return try await pages.page(
            "search", Page(results), title: "Search", section: nil, styles: ["queue.css", "lists.css"], scripts: [],
            context: context)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        try pages.part("search-list", Page(try await results(request, most: SearchPages.mostInList)))
    }

    private func results(_ request: Request, most: Int) async throws -> SearchResults {
        let text = request.options.first { $0.name == "q" }?.value ?? ""
        return try await pages.services.store.read { try SearchResults(text, most: most, $0, now: .now) }
    }

    struct Page {
        var results: SearchResults
        var isEmpty: Bool
        var hasAsked: Bool

        init(_ results: SearchResults) {
            self.results = results
            isEmpty = results.isEmpty
            hasAsked = !results.text.isEmpty
        }
    }
}
