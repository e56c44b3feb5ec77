internal import Access
internal import CaseStore
internal import GraphAPI
internal import Hummingbird
internal import Primitives

/// `/sign-in` and `/set-up`: the only pages for whom nobody knows. What they send goes to `/api/session` and `/api/setup`.
struct SignInPages: Surface {
    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("sign-in", needs: .nothing, use: signIn)
        routes.get("set-up", needs: .nothing, use: setUp)
    }

    @Sendable func signIn(_ request: Request, context: APIContext) async throws -> Response {
        let next = request.uri.queryParameters["next"].flatMap { LocalAddress(String($0)) }
        var model = ["next": next?.text ?? "/incidents"]
        model["provider"] = try await pages.services.access.provider.provider()?.displayName
        model["start"] = "/api/session/start".asking(next.map { [("next", $0.text)] } ?? [])
        if try await isNew { model["first"] = "/set-up" }
        return try await page("sign-in", model, "Sign in", context)
    }

    @Sendable func setUp(_ request: Request, context: APIContext) async throws -> Response {
        guard try await isNew else { return Response(status: .seeOther, headers: [.location: "/sign-in"]) }
        return try await page("set-up", [String: String](), "Set up", context)
    }

    /// Whether nobody is there yet who could sign in.
    private var isNew: Bool {
        get async throws { try await pages.services.store.read { try $0.people().isEmpty } }
    }

    private func page(_ template: String, _ model: Any, _ title: String, _ context: APIContext) async throws -> Response {
        try await pages.page(
            template, model, title: title, section: nil, styles: ["queue.css"], scripts: ["sign-in.js"], context: context)
    }
}
