internal import Access
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
        let next = request.uri.queryParameters["next"].map(String.init) ?? ""
        var model = ["next": SignInPages.isOurs(next) ? next : "/incidents"]
        model["provider"] = try await pages.services.access.provider.provider()?.displayName
        return try page("sign-in", model, "Sign in", context)
    }

    @Sendable func setUp(_ request: Request, context: APIContext) async throws -> Response {
        try page("set-up", [String: String](), "Set up", context)
    }

    private func page(_ template: String, _ model: Any, _ title: String, _ context: APIContext) throws -> Response {
        try pages.page(
            template, model, title: title, section: nil, styles: ["queue.css"], scripts: ["sign-in.js"], context: context)
    }

    /// Whether an address is one of this server's: nobody is sent elsewhere by a link to the sign-in. Browsers take a
    /// backslash for a slash, and leave blanks and control characters out before they look.
    static func isOurs(_ address: String) -> Bool {
        address.hasPrefix("/") && !address.hasPrefix("//")
            && !address.utf8.contains { $0 <= 0x20 || $0 == 0x7f || $0 == UInt8(ascii: "\\") }
    }
}
