internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/api/webhooks`: who is told of incidents. A webhook tells of all of them, so for whoever sees a part there is none.
struct WebhookRoutes: RouteGroup {
    /// How long a test waits for the receiver's answer, in tenths of a second.
    static let testPatience = 150

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/webhooks", needs: .permission(.readSecuritySettings), use: list)
        routes.post("api/webhooks", needs: .permission(.manageSecuritySettings), use: create)
        routes.delete("api/webhooks/:id", needs: .permission(.manageSecuritySettings), use: remove)
        routes.post("api/webhooks/:id/test", needs: .permission(.manageSecuritySettings), use: test)
        routes.get("api/webhooks/:id/deliveries", needs: .permission(.readSecuritySettings), use: deliveries)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let webhooks = try await services.store.read { reader in
            try reader.shownWebhooks.map { try $0.json(waiting: reader.waitingDeliveryCount(to: $0.id)) }
        }
        return .json(["webhooks": .array(webhooks)])
    }

    /// The secret is in this answer and in none after it.
    @Sendable func create(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let body = try await request.object(allowing: ["url", "secret"] + WebhookSubscription.names)
        guard let url = try body.text("url"), !url.isEmpty else {
            throw APIError.badRequest("'url' is missing: where messages go, as https://soar.example/hook")
        }
        let target = try WebhookTarget(url)
        let given = try body.text("secret") ?? ""
        let secret = given.isEmpty ? AccessToken(prefix: "whsec_").text : given
        guard (16...256).contains(secret.utf8.count) else { throw WebhookError.badSecret }
        let id = try await services.webhooks.add(
            target, secret: try services.secrets.seal(secret, for: StoredWebhook.purpose(of: target.url)),
            try WebhookSubscription(body), by: context.actor)
        guard var json = try await webhook(id)?.json(waiting: 0).object else { throw WebhookError.noSuchWebhook(id) }
        json["secret"] = .string(secret)
        return .json(.object(json), status: .created)
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        try await services.webhooks.remove(try await known(context), by: context.actor)
        return Response(status: .noContent)
    }

    /// Answers when the receiver did.
    @Sendable func test(_ request: Request, context: APIContext) async throws -> Response {
        let id = try await services.webhooks.test(try await known(context), by: context.actor)
        for _ in 0..<WebhookRoutes.testPatience {
            let delivery = try await services.store.read { try $0.delivery(id) }
            if let delivery, delivery.status != .waiting { return .json(delivery.json) }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw APIError(
            status: .gatewayTimeout, code: "Timeout", message: "the receiver was not asked in time; see its deliveries")
    }

    @Sendable func deliveries(_ request: Request, context: APIContext) async throws -> Response {
        let id = try await known(context)
        let top = try QueryOptions(request, allowing: ["top"]).number("top", default: 50, in: 0...QueryOptions.largestPage)
        let deliveries = try await services.store.read { try $0.deliveries(to: id, limit: top) }
        return .json(["deliveries": .array(deliveries.map(\.json))])
    }

    private func webhook(_ id: Int64) async throws -> StoredWebhook? {
        try await services.store.read { try $0.shownWebhooks.first { $0.id == id } }
    }

    /// The id that the address names, of a webhook that is there.
    private func known(_ context: APIContext) async throws -> Int64 {
        let id = try context.webhookID()
        guard try await webhook(id) != nil else { throw WebhookError.noSuchWebhook(id) }
        return id
    }
}

extension CaseReader {
    fileprivate var shownWebhooks: [StoredWebhook] {
        get throws { CaseView.current.isEverything ? try webhooks() : [] }
    }
}

extension APIContext {
    fileprivate func webhookID() throws -> Int64 {
        let text = try parameters.require("id")
        guard let id = Int64(text) else { throw APIError.badRequest("'\(text)' is no id of a webhook; those are numbers") }
        return id
    }
}

extension StoredWebhook {
    /// What its secret is sealed for.
    static func purpose(of url: String) -> String { "webhook \(url)" }

    fileprivate func json(waiting: Int64) throws -> JSONValue {
        var json = JSONObject([
            .init(name: "id", value: .integer(id)), .init(name: "url", value: .string(url)),
            .init(name: "created", value: .string(created.rfc3339)), .init(name: "waiting", value: .integer(waiting)),
        ])
        for member in try JSONValue(parsing: subscription).object?.members ?? [] { json[member.name] = member.value }
        return .object(json)
    }
}

extension WebhookDelivery {
    fileprivate var json: JSONValue {
        [
            "id": .string(name), "incidentId": incident.map { .string($0.description) } ?? .null, "event": .string(event),
            "status": .string("\(status)"), "attempts": .integer(attempts), "created": .string(created.rfc3339),
            "nextAttempt": status == .waiting ? .string(due.rfc3339) : .null,
            "finished": finished.map { .string($0.rfc3339) } ?? .null, "response": response > 0 ? .integer(response) : .null,
            "error": .text(orNull: error),
        ]
    }
}
