internal import Access
internal import CaseStore
internal import GraphAPI
internal import Hummingbird
internal import Primitives

/// `/assets`: devices, accounts, mailboxes, applications and cloud resources, with what people say of them.
struct AssetPages: Surface {
    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("assets", needs: .permission(.readSecurityData), use: list)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let address = AssetListAddress(request.options)
        let mayManage = context.may(.manageAlerts)
        let model = try await pages.services.store.read {
            try AssetList.model(address, mayManage: mayManage, $0, now: .now)
        }
        return try await pages.page(
            "assets", model, title: "Assets", section: .assets, styles: ["queue.css", "lists.css"], scripts: ["assets.js"],
            context: context)
    }
}
