import CaseStore
import Logging
import Primitives
import SecurityModel
import Synchronization
import Testing

@testable import Flow

/// What happens at the limits of webhooks, over a real store.
@Suite struct WebhookLimitTests {
    /// Alerts of one rule on one agent, far from those of other agents.
    private func records(_ count: Int, agent: Int, from first: Int = 0) -> String {
        (first..<first + count).map { index in
            """
            {"timestamp":"2026-05-\(10 + agent)T10:00:\(10 + index % 50).000+0000","id":"\(agent).\(index)","rule":{"level":12,\
            "description":"attempt \(index)","id":"\(9000 + index)"},"agent":{"id":"\(agent)","name":"host\(agent)"},\
            "manager":{"name":"wazuh"},"data":{"srcip":"203.0.113.\(agent)"}}
            """
        }.joined(separator: "\n")
    }

    private static func subscription() -> WebhookSubscription {
        var subscription = WebhookSubscription()
        subscription.includesOffQueue = true
        (subscription.settle, subscription.longestSettle) = (.seconds(0), .seconds(0))
        return subscription
    }

    private func add(_ host: String, to stored: StoredFlow, _ policy: WebhookPolicy) async throws -> Int64 {
        try await WebhookDesk(flow: stored.flow, policy: policy).add(
            try WebhookTarget("https://\(host).example/in"), secret: [1], WebhookLimitTests.subscription(), by: StoredFlow.person)
    }

    private func deliveries(_ stored: StoredFlow, to webhook: Int64) async throws -> [WebhookDelivery] {
        try await stored.store.read { try $0.deliveries(to: webhook, limit: 100) }
    }

    @Test func subscriptionsBeyondTheLimitAreRefused() async throws {
        let stored = try await StoredFlow()
        defer { stored.remove() }
        var policy = WebhookPolicy()
        policy.largestCount = 2
        for host in ["a", "b"] { _ = try await add(host, to: stored, policy) }
        await #expect(throws: WebhookError.tooMany(limit: 2)) { try await add("c", to: stored, policy) }
    }

    @Test func newsBeyondTheBacklogIsGivenUpAndListed() async throws {
        let stored = try await StoredFlow()
        defer { stored.remove() }
        var policy = WebhookPolicy()
        policy.largestBacklog = 2
        let webhook = try await add("a", to: stored, policy)
        let outbox = WebhookOutbox(store: stored.store, policy: policy)
        for agent in 1...4 { try await stored.take(records(2, agent: agent)) }
        while try await outbox.plan() {}
        let listed = try await deliveries(stored, to: webhook)
        #expect(Set(listed.compactMap(\.incident)).count == 4)
        #expect(listed.count { $0.status == .waiting } == 2 && listed.count { $0.status == .givenUp } == 2)
        #expect(listed.filter { $0.status == .givenUp }.allSatisfy { $0.error.contains("2 messages wait") })
    }

    @Test func fewAreOnTheirWayAtTheSameTime() async throws {
        let stored = try await StoredFlow()
        defer { stored.remove() }
        var policy = WebhookPolicy()
        (policy.largestParallel, policy.largestParallelToOne) = (3, 2)
        for host in ["a", "b"] { _ = try await add(host, to: stored, policy) }
        let outbox = WebhookOutbox(store: stored.store, policy: policy)
        for agent in 1...5 { try await stored.take(records(2, agent: agent)) }
        while try await outbox.plan() {}
        let first = try await outbox.claim(at: .now + .seconds(1))
        let counts = Dictionary(grouping: first) { $0.0.id }.mapValues(\.count)
        #expect(first.count == 3 && counts.values.allSatisfy { $0 <= 2 }, "\(counts)")
        #expect(try await outbox.claim(at: .now + .seconds(2)).isEmpty)
        _ = try await outbox.settle(first[0].1, .answered(status: 200), at: .now + .seconds(2), chance: 0)
        #expect(try await outbox.claim(at: .now + .seconds(3)).count == 1)
    }

    @Test func whatIsNotTakenForLongIsGivenUpAndWhatIsOldForgotten() async throws {
        let stored = try await StoredFlow()
        defer { stored.remove() }
        var policy = WebhookPolicy()
        policy.keepsLogFor = .seconds(-1)
        let webhook = try await add("a", to: stored, policy)
        let outbox = WebhookOutbox(store: stored.store, policy: policy)
        try await stored.take(records(2, agent: 1))
        while try await outbox.plan() {}
        let (_, delivery) = try #require(try await outbox.claim(at: .now + .seconds(1)).first)
        let almost = delivery.created + policy.giveUpAfter - .seconds(1)
        _ = try await outbox.settle(delivery, .failed("no answer"), at: almost, chance: 0)
        var listed = try await deliveries(stored, to: webhook)
        #expect(listed.map(\.status) == [.waiting] && (listed.first?.due ?? .distantPast) > almost)
        _ = try await outbox.settle(delivery, .answered(status: 500), at: .now, chance: 0)
        var old = delivery
        old.created = .now - policy.giveUpAfter
        _ = try await outbox.settle(old, .answered(status: 500), at: .now, chance: 0)
        listed = try await deliveries(stored, to: webhook)
        #expect(listed.map(\.status) == [.givenUp] && listed.first?.error == "HTTP 500")
        // The next look at the log of changes removes what ended before the time that is kept.
        try await stored.take(records(2, agent: 2))
        while try await outbox.plan() {}
        #expect(try await deliveries(stored, to: webhook).allSatisfy { $0.status == .waiting })
    }

    @Test func messagesAreBounded() async throws {
        for (alertLimit, bodyLimit, shown) in [(3, 1 << 20, 3), (3, 100, 0)] {
            let stored = try await StoredFlow()
            defer { stored.remove() }
            var policy = WebhookPolicy()
            (policy.largestAlertCount, policy.largestBody) = (alertLimit, bodyLimit)
            _ = try await add("a", to: stored, policy)
            let messages = Mutex<[JSONValue]>([])
            let dispatch = WebhookDispatch(
                flow: stored.flow, policy: policy, logger: Logger(label: "test"),
                render: { incident, alerts in
                    ["id": .string("\(incident.id)"), "alerts": .array(alerts.map { .string($0.report.title) })]
                },
                secret: { _ in "secret" },
                send: { message in
                    let body = (try? JSONValue(parsing: message.body)) ?? .null
                    messages.withLock { $0.append(body) }
                    return .answered(status: 200)
                })
            try await stored.take(records(5, agent: 1))
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await dispatch.run() }
                for _ in 0..<400 where messages.withLock(\.isEmpty) { try? await Task.sleep(for: .milliseconds(25)) }
                group.cancelAll()
            }
            let told = try #require(messages.withLock { $0.first })
            #expect(told["incident"]?["alerts"]?.array?.count == shown, "\(told)")
            #expect(told["alertCount"]?.integer == 5)
        }
    }
}
