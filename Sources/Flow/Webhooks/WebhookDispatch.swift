public import CaseStore
internal import Foundation
public import Logging
public import Primitives
public import SecurityModel
public import ServiceLifecycle
internal import Synchronization

/// Tells webhooks of incidents: walks the log of changes into an outbox in the store, and empties that.
///
///     log of changes -> plan (position and outbox in one transaction) -> claim -> send -> outcome
///
/// A message is noted as tried before it is sent and as taken afterwards, so after a crash it is sent again under the same
/// name rather than lost. Slow and dead receivers hold up nobody but themselves: each has a bounded share, and pauses.
public struct WebhookDispatch: Service {
    public typealias Render = @Sendable (Incident, [Alert]) throws -> JSONValue
    public typealias Send = @Sendable (WebhookMessage) async -> WebhookOutcome
    public typealias Secret = @Sendable (StoredWebhook) throws -> String

    /// How often the log of changes is looked at.
    static let interval: Swift.Duration = .milliseconds(500)

    private let flow: CaseFlow
    private let outbox: WebhookOutbox
    private let policy: WebhookPolicy
    private let logger: Logger
    private let render: Render
    private let send: Send
    private let secret: Secret

    /// - Parameters:
    ///   - render: an incident with its alerts in the words of the interface.
    ///   - secret: opens a webhook's secret.
    public init(
        flow: CaseFlow, policy: WebhookPolicy, logger: Logger, render: @escaping Render, secret: @escaping Secret,
        send: @escaping Send
    ) {
        self.flow = flow
        self.policy = policy
        self.logger = logger
        self.render = render
        self.secret = secret
        self.send = send
        outbox = WebhookOutbox(store: flow.store, policy: policy)
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    do {
                        while try await outbox.plan() {}
                        for (webhook, delivery) in try await outbox.claim(at: .now) {
                            group.addTask { await deliver(delivery, to: webhook) }
                        }
                    } catch is CancellationError {
                        break
                    } catch {
                        logger.error("webhooks failed, will be tried again", metadata: ["error": "\(error)"])
                    }
                    await flow.webhookChanges.wait(atMost: WebhookDispatch.interval)
                }
            }
        }
    }

    private func deliver(_ delivery: WebhookDelivery, to webhook: StoredWebhook) async {
        do {
            guard let message = try await message(delivery, to: webhook) else {
                return try await outbox.drop(delivery)
            }
            let outcome = await send(message)
            let wasFirst = try await outbox.settle(delivery, outcome, at: .now, chance: .random(in: 0...1))
            guard !outcome.isTaken, wasFirst else { return }
            logger.warning(
                "webhook did not take a message; see `watchfloor webhook deliveries`",
                metadata: ["webhook": "\(webhook.id)", "host": "\(message.target.host)", "outcome": "\(outcome)"])
        } catch {
            outbox.release(delivery)
            logger.error("webhook failed", metadata: ["webhook": "\(webhook.id)", "error": "\(error)"])
        }
    }

    /// The message as it is to be sent now; `nil` where it is not wanted (any more).
    private func message(_ delivery: WebhookDelivery, to webhook: StoredWebhook) async throws -> WebhookMessage? {
        let target = try WebhookTarget(webhook.url)
        let secret = try secret(webhook)
        guard let id = delivery.incident else {
            return WebhookMessage(delivery, incident: nil, alertCount: 0, to: target, secret: secret, at: .now)
        }
        let subscription = try WebhookSubscription(try JSONValue(parsing: webhook.subscription).object ?? JSONObject())
        let limit = policy.largestAlertCount
        let (incident, alerts) = try await flow.store.read { reader in
            (try reader.incident(id), try reader.alerts(of: id, limit: limit))
        }
        guard let incident, subscription.wants(delivery.event, of: incident) else { return nil }
        func message(_ alerts: [Alert]) throws -> WebhookMessage {
            WebhookMessage(
                delivery, incident: try render(incident, alerts), alertCount: incident.alertCount, to: target, secret: secret,
                at: .now)
        }
        let whole = try message(alerts)
        return whole.body.count <= policy.largestBody ? whole : try message([])
    }
}
