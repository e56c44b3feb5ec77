internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives

/// `/api/sources/{name}/listeners`: where a source listens for syslog.
struct ListenerRoutes: RouteGroup {
    /// How long an answer waits to say whether the address could be opened, in tenths of a second.
    static let patience = 30

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.put("api/sources/:name/listeners", needs: .permission(.manageSecuritySettings), use: listen)
        routes.delete("api/sources/:name/listeners", needs: .permission(.manageSecuritySettings), use: unlisten)
    }

    /// What was asked for is stored in any case, and tried again until it can be opened.
    @Sendable func listen(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.sourceName()
        let address = try await address(in: request)
        try await services.sources.listen(address, by: name, actor: context.actor)
        for _ in 0..<ListenerRoutes.patience {
            let entry = services.flow.listeners[address]
            if entry.isOpen || !entry.failure.isEmpty { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try await services.answer(ofSource: name)
    }

    @Sendable func unlisten(_ request: Request, context: APIContext) async throws -> Response {
        try await services.sources.unlisten(try await address(in: request), actor: context.actor)
        return try await services.answer(ofSource: try context.sourceName())
    }

    private func address(in request: Request) async throws -> String {
        try await request.object(allowing: ["address"]).required("address", "for example udp://127.0.0.1:5514, tcp:// or tls://")
    }
}
