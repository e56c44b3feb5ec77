internal import CaseStore
internal import Primitives
internal import SecurityModel
internal import Synchronization

/// The messages that wait in the store, and what is on its way of them.
final class WebhookOutbox: Sendable {
    /// What is known beside the store; lost with the process, and made again by trying.
    private struct State {
        /// The deliveries on their way, by their numbers.
        var sending: [Int64: WebhookDelivery] = [:]
        /// When a webhook that failed is tried again, and how often it failed in a row.
        var pauses: [Int64: (until: Timestamp, failures: Int64)] = [:]
    }

    private let store: CaseStore
    private let policy: WebhookPolicy
    private let state = Mutex(State())

    init(store: CaseStore, policy: WebhookPolicy) {
        self.store = store
        self.policy = policy
    }

    // MARK: In

    /// Looks at the next stretch of the log of changes and puts what it tells into the outbox, in the transaction that moves
    /// the position. Answers whether there may be more.
    func plan() async throws -> Bool {
        let policy = policy
        let isDue = try await store.read { reader in
            try !reader.webhooks().isEmpty && reader.lastChange() > reader.position(of: CaseTransaction.webhookStage)
        }
        guard isDue else { return false }
        return try await store.write(by: .webhooks, at: .now) { transaction in
            let reader = transaction.reader
            let (position, last) = (try reader.position(of: CaseTransaction.webhookStage), try reader.lastChange())
            let changes = try reader.incidentChanges(after: position, limit: policy.batch)
            for webhook in try reader.webhooks() {
                let news = WebhookNews.read(changes.filter { $0.sequence > webhook.afterChange })
                try WebhookOutbox.put(news, for: webhook, policy, in: transaction)
            }
            let isWhole = changes.count < policy.batch
            try transaction.setPosition(isWhole ? last : changes.last?.sequence ?? last, of: CaseTransaction.webhookStage)
            try transaction.removeDeliveries(finishedBefore: transaction.time - policy.keepsLogFor)
            return !isWhole
        }
    }

    private static func put(
        _ news: [WebhookNews], for webhook: StoredWebhook, _ policy: WebhookPolicy, in transaction: CaseTransaction
    ) throws {
        let subscription = try WebhookSubscription(try JSONValue(parsing: webhook.subscription).object ?? JSONObject())
        var backlog = try transaction.reader.waitingDeliveryCount(to: webhook.id)
        for item in news {
            let waiting = try transaction.reader.waitingDelivery(to: webhook.id, of: item.incident)
            var delivery = WebhookDelivery.telling(item, to: webhook.id, subscription, waiting: waiting)
            if delivery.id > 0 {
                try transaction.update(delivery)
                continue
            }
            delivery.id = try transaction.insert(delivery)
            backlog += 1
            guard backlog > policy.largestBacklog else { continue }
            delivery.status = .givenUp
            delivery.finished = transaction.time
            delivery.error = "\(policy.largestBacklog) messages wait for this webhook already"
            try transaction.update(delivery)
        }
    }

    // MARK: Out

    /// Takes what is to be sent now, within the limits, and notes it as tried.
    func claim(at time: Timestamp) async throws -> [(StoredWebhook, WebhookDelivery)] {
        let (sending, pauses) = state.withLock { ($0.sending, $0.pauses) }
        let policy = policy
        let candidates = try await store.read { reader in
            try reader.webhooks().filter { (pauses[$0.id]?.until ?? time) <= time }.map { webhook in
                (webhook, try reader.dueDeliveries(to: webhook.id, at: time, limit: policy.largestParallelToOne * 8))
            }
        }
        var room = policy.largestParallel - sending.count
        var picked: [(StoredWebhook, WebhookDelivery)] = []
        for (webhook, due) in candidates {
            let own = sending.values.filter { $0.webhook == webhook.id }
            // One that fails is asked with a single message until it takes one.
            let share = (pauses[webhook.id] == nil ? policy.largestParallelToOne : 1) - own.count
            var incidents = Set(own.map(\.incident))
            for delivery in due where delivery.incident == nil || incidents.insert(delivery.incident).inserted {
                guard room > 0, picked.count(where: { $0.0.id == webhook.id }) < share else { break }
                guard sending[delivery.id] == nil else { continue }
                picked.append((webhook, delivery))
                room -= 1
            }
        }
        guard !picked.isEmpty else { return [] }
        let chosen = picked
        let claimed = try await store.write(by: .webhooks, at: time) { transaction in
            try chosen.compactMap { webhook, delivery in
                try WebhookOutbox.claim(delivery, policy, in: transaction).map { (webhook, $0) }
            }
        }
        state.withLock { state in
            for (_, delivery) in claimed { state.sending[delivery.id] = delivery }
        }
        return claimed
    }

    /// - Returns: `nil` where the delivery ended meanwhile, or gives way to a newer one.
    private static func claim(
        _ delivery: WebhookDelivery, _ policy: WebhookPolicy, in transaction: CaseTransaction
    ) throws -> WebhookDelivery? {
        guard var delivery = try transaction.reader.delivery(delivery.id), delivery.status == .waiting else { return nil }
        if delivery.attempts > 0, let incident = delivery.incident,
            var newer = try transaction.reader.waitingDelivery(to: delivery.webhook, of: incident), newer.id != delivery.id
        {
            delivery.giveWay(to: &newer, at: transaction.time)
            try transaction.update(delivery)
            try transaction.update(newer)
            return nil
        }
        delivery.attempts += 1
        // After a crash it is tried again then.
        delivery.due = transaction.time + policy.timeout
        try transaction.update(delivery)
        return delivery
    }

    /// Notes what came of an attempt. Answers whether it is the first failure of its webhook in a row.
    func settle(
        _ delivery: WebhookDelivery, _ outcome: WebhookOutcome, at time: Timestamp, chance: Double
    ) async throws -> Bool {
        var delivery = delivery
        switch outcome {
        case .answered(let status): (delivery.response, delivery.error) = (Int64(status), outcome.isTaken ? "" : "HTTP \(status)")
        case .failed(let reason): (delivery.response, delivery.error) = (0, reason)
        }
        if outcome.isTaken {
            (delivery.status, delivery.finished) = (.delivered, time)
        } else if delivery.incident == nil || time - delivery.created >= policy.giveUpAfter {
            (delivery.status, delivery.finished) = (.givenUp, time)
        } else {
            delivery.due = time + policy.pause(after: delivery.attempts, chance: chance)
        }
        let settled = delivery
        try await store.write(by: .webhooks, at: time) { try $0.update(settled) }
        return state.withLock { state in
            state.sending[settled.id] = nil
            let failures = (state.pauses[settled.webhook]?.failures ?? 0) + 1
            // A test says nothing of the others: it must not hold them up, nor set them free.
            guard settled.incident != nil else { return false }
            state.pauses[settled.webhook] =
                outcome.isTaken ? nil : (time + policy.pause(after: failures, chance: chance), failures)
            return failures == 1 && !outcome.isTaken
        }
    }

    /// Takes back a delivery that nobody wants to hear of.
    func drop(_ delivery: WebhookDelivery) async throws {
        try await store.write(by: .webhooks, at: .now) { try $0.removeDelivery(delivery.id) }
        release(delivery)
    }

    func release(_ delivery: WebhookDelivery) {
        state.withLock { _ = $0.sending.removeValue(forKey: delivery.id) }
    }
}
