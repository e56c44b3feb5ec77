internal import Access
internal import CaseStore
internal import GraphAPI
internal import Hummingbird
internal import Primitives

/// `/account`: who one is here, and one's own password.
struct AccountPages: Surface {
    struct Page {
        var account: String
        var displayName: String
        var roles: [String]
        /// When the password was set last; `nil` for whoever signs in elsewhere.
        var passwordChanged: String?
        var hasPassword: Bool
        /// Whether nobody but an administrator has set the password yet.
        var isFirstPassword: Bool
        /// Whether times are told by the browser's clock.
        var isLocal: Bool
        /// Whether the rows of tables are low.
        var isCompact: Bool

        /// - Parameter first: when the first account was made, by whoever set the server up: its password is its person's own.
        init(_ person: StoredPerson?, _ account: String, first: Timestamp?, _ manner: PageManner) {
            self.account = account
            (displayName, roles) = (person?.displayName ?? "", person?.roles ?? [])
            hasPassword = person?.password != nil
            passwordChanged = hasPassword ? person?.passwordChanged.minute : nil
            isFirstPassword = hasPassword && person?.passwordChanged == person?.created && person?.created != first
            (isLocal, isCompact) = (manner.clock != nil, manner.density != nil)
        }
    }

    let pages: Pages

    func add(to routes: RouteTable) { routes.get("account", needs: .caller, use: page) }

    @Sendable func page(_ request: Request, context: APIContext) async throws -> Response {
        let account = context.caller?.account ?? ""
        let name = context.caller?.name ?? ""
        let (people, chosen) = try await pages.services.store.read { (try $0.people(), try $0.preferences(of: name)) }
        let model = Page(
            people.first { $0.account == account }, account, first: people.map(\.created).min(), PageManner(chosen))
        return try await pages.page(
            "account", model, title: "Your account", section: nil, styles: ["settings.css"], scripts: ["account.js"],
            context: context)
    }
}
