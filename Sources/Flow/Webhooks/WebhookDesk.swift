public import CaseStore
internal import Primitives

/// What people configure about webhooks.
public struct WebhookDesk: Sendable {
    private let flow: CaseFlow
    private let policy: WebhookPolicy

    public init(flow: CaseFlow, policy: WebhookPolicy = WebhookPolicy()) {
        self.flow = flow
        self.policy = policy
    }

    /// Adds a webhook and answers its number.
    /// - Parameter secret: sealed.
    /// - Throws: `WebhookError` before anything has changed.
    public func add(
        _ target: WebhookTarget, secret: [UInt8], _ subscription: WebhookSubscription, by actor: ChangeActor
    ) async throws -> Int64 {
        let webhook = StoredWebhook(url: target.url, secret: secret, subscription: subscription.json.text, created: .now)
        let limit = policy.largestCount
        let id = try await flow.store.write(by: actor, at: .now) { transaction in
            guard try transaction.reader.webhooks().count < limit else { throw WebhookError.tooMany(limit: limit) }
            return try transaction.insert(webhook)
        }
        flow.webhookChanges.ring()
        return id
    }

    public func remove(_ id: Int64, by actor: ChangeActor) async throws {
        guard try await flow.store.write(by: actor, at: .now, { try $0.removeWebhook(id) }) else {
            throw WebhookError.noSuchWebhook(id)
        }
    }

    /// Sends a message that tells of nothing, and answers its number among the deliveries.
    public func test(_ id: Int64, by actor: ChangeActor) async throws -> Int64 {
        let delivery = try await flow.store.write(by: actor, at: .now) { transaction in
            guard try transaction.reader.webhooks().contains(where: { $0.id == id }) else {
                throw WebhookError.noSuchWebhook(id)
            }
            // Tests have no changes of their own: the time tells them apart.
            let now = transaction.time
            return try transaction.insert(
                WebhookDelivery(
                    webhook: id, incident: nil, event: WebhookMessage.testEvent, firstChange: now.ticks, lastChange: 0,
                    created: now, due: now))
        }
        flow.webhookChanges.ring()
        return delivery
    }
}
