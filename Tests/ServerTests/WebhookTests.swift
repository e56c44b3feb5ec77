import Foundation
import Primitives
import ServerHarness
import Testing

/// Webhooks over the real binary and real sockets.
@Suite(.fewAtATime) struct WebhookTests {
    private static func add(
        _ receiver: WebhookReceiver, to server: RunningServer, _ more: [(String, JSONValue)] = []
    ) async throws -> (id: Int64, secret: String) {
        var body = JSONObject([
            .init(name: "url", value: .string(receiver.url)), .init(name: "settleSeconds", value: 1),
            .init(name: "longestSettleSeconds", value: 3), .init(name: "includesOffQueue", value: true),
        ])
        for (name, value) in more { body[name] = value }
        let answer = try await server.post("api/webhooks", .object(body))
        #expect(answer.status == 201, "\(answer.json.text)")
        return (try #require(answer.json["id"]?.integer), try #require(answer.json["secret"]?.string))
    }

    @Test func anIncidentIsToldOnceItIsComplete() async throws {
        let server = try await RunningServer()
        let receiver = try await WebhookReceiver()
        defer { server.stop(); server.removeData(); receiver.end() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let (id, secret) = try await WebhookTests.add(
            receiver, to: server, [("settleSeconds", 5), ("longestSettleSeconds", 60)])
        #expect(secret.hasPrefix("whsec_"))
        // Alerts of one incident in many batches are one message.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for record in Records.burst(8, agent: "web01").split(separator: "\n") {
                group.addTask { _ = try await server.ingest("siem", String(record)) }
            }
            try await group.waitForAll()
        }
        try await waitUntil("the receiver was told") { !receiver.messages.isEmpty }
        let message = try #require(receiver.messages.first)
        #expect(message.json["event"]?.string == "incident.created")
        #expect(message.headers["watchfloor-event"] == "incident.created")
        #expect(message.headers["watchfloor-delivery"] == message.id)
        #expect(message.json["incident"]?["@odata.type"]?.string == "#microsoft.graph.security.incident")
        #expect(message.json["incident"]?["alerts"]?.array?.count == 8)
        #expect(message.json["alertCount"]?.integer == 8)
        let signature = try #require(message.headers["watchfloor-signature"])
        #expect(signature.contains("t=") && signature.contains(",v1="))
        // A decision of a person is an update.
        let incident = try #require(message.json["incident"]?["id"]?.string)
        _ = try await server.patch("v1.0/security/incidents/\(incident)", ["status": "inProgress", "assignedTo": "ana"])
        try await waitUntil("the receiver was told of the update") { receiver.messages.count == 2 }
        #expect(receiver.messages[1].json["event"]?.string == "incident.updated")
        #expect(receiver.messages[1].json["incident"]?["assignedTo"]?.string == "ana")
        let log = try await server.get("api/webhooks/\(id)/deliveries").json["deliveries"]?.array ?? []
        #expect(log.map { $0["status"]?.string } == ["delivered", "delivered"])
        #expect(log.allSatisfy { $0["response"]?.integer == 200 && $0["attempts"]?.integer == 1 })
        // The secret is shown no more.
        let listed = try await server.get("api/webhooks").json.text
        #expect(!listed.contains(secret))
        #expect(try await server.get("api/webhooks/\(id)/deliveries").json.text.contains(secret) == false)
    }

    @Test func onlyWhatWasAskedFor() async throws {
        let server = try await RunningServer()
        let (all, high, updates) = (try await WebhookReceiver(), try await WebhookReceiver(), try await WebhookReceiver())
        defer { server.stop(); server.removeData(); all.end(); high.end(); updates.end() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await WebhookTests.add(all, to: server)
        _ = try await WebhookTests.add(high, to: server, [("severities", ["high"])])
        _ = try await WebhookTests.add(updates, to: server, [("events", ["incident.updated"]), ("tags", ["vip"])])
        _ = try await server.ingest("siem", Records.burst(3, agent: "web01"))
        try await waitUntil("one that hears everything was told") { all.messages.count == 1 }
        let incident = try #require(all.messages[0].json["incident"]?["id"]?.string)
        _ = try await server.patch("v1.0/security/incidents/\(incident)", ["severity": "high", "customTags": ["vip"]])
        try await waitUntil("the others were told") {
            high.messages.count == 1 && updates.messages.count == 1 && all.messages.count == 2
        }
        #expect(high.messages[0].json["event"]?.string == "incident.updated")
        #expect(updates.messages[0].json["incident"]?["customTags"]?.array == ["vip"])
    }

    @Test func failuresAreTriedAgainAndRedirectsNotFollowed() async throws {
        let server = try await RunningServer()
        let receiver = try await WebhookReceiver()
        defer { server.stop(); server.removeData(); receiver.end() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        let (id, _) = try await WebhookTests.add(receiver, to: server)
        receiver.answer(302)
        _ = try await server.ingest("siem", Records.burst(3, agent: "web01"))
        try await waitUntil("the first attempt is noted") {
            try await server.get("api/webhooks/\(id)/deliveries").json["deliveries"]?.array?.first?["response"]?.integer == 302
        }
        let waiting = try await server.get("api/webhooks/\(id)/deliveries").json["deliveries"]?.array?.first
        #expect(waiting?["status"]?.string == "waiting")
        #expect(waiting?["error"]?.string == "HTTP 302")
        receiver.answer(204)
        try await waitUntil("the message is taken") {
            try await server.get("api/webhooks/\(id)/deliveries").json["deliveries"]?.array?.first?["status"]?.string
                == "delivered"
        }
        #expect(Set(receiver.messages.map(\.id)).count == 1)
    }

    /// Killed while a message is under way: it is sent again under the same name, and nothing is told twice under two names.
    @Test func killedInTheMiddle() async throws {
        let server = try await RunningServer()
        let receiver = try await WebhookReceiver()
        defer { receiver.end() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        _ = try await WebhookTests.add(receiver, to: server)
        receiver.fallSilent()
        _ = try await server.ingest(
            "siem", Records.burst(3, agent: "web01") + "\n" + Records.burst(3, agent: "db01", address: "198.51.100.7"))
        try await waitUntil("messages are under way") { !receiver.messages.isEmpty }
        server.kill()
        let told = Set(receiver.messages.map(\.id))
        receiver.answer(200)
        let again = try await RunningServer(data: server.data)
        defer { again.stop(); again.removeData() }
        try await waitUntil("all is delivered", seconds: 40) {
            let log = try await again.get("api/webhooks/1/deliveries").json["deliveries"]?.array ?? []
            return !log.isEmpty && log.allSatisfy { $0["status"]?.string == "delivered" }
        }
        let ids = receiver.messages.map(\.id)
        #expect(told.isSubset(of: Set(ids)))
        let incidents = Set(receiver.messages.compactMap { $0.json["incident"]?["id"]?.string })
        #expect(Set(ids).count == incidents.count, "\(ids)")
    }

    /// A receiver that never answers costs the others nothing.
    @Test func aSilentReceiverHoldsUpNobody() async throws {
        let server = try await RunningServer()
        let (silent, quick) = (try await WebhookReceiver(), try await WebhookReceiver())
        defer { server.stop(); server.removeData(); silent.end(); quick.end() }
        _ = try await server.put("api/sources/siem", ["format": "wazuh"])
        silent.fallSilent()
        _ = try await WebhookTests.add(silent, to: server)
        _ = try await WebhookTests.add(quick, to: server)
        let start = ContinuousClock.now
        for number in 0..<6 {
            _ = try await server.ingest("siem", Records.burst(2, agent: "host\(number)", address: "198.51.100.\(number)"))
        }
        try await waitUntil("the quick one was told of all", seconds: 8) {
            let count = try await server.get("api/status").json["incidents"]?.integer ?? 0
            return count > 0 && Set(quick.messages.compactMap { $0.json["incident"]?["id"]?.string }).count == Int(count)
        }
        // Two at a time, and two more whenever these were given up.
        let rounds = 1 + (ContinuousClock.now - start) / .seconds(10)
        #expect(silent.messages.count <= 2 * Int(rounds), "\(silent.messages.count) in \(rounds) rounds")
    }

    @Test func testsAndRefusals() async throws {
        let server = try await RunningServer()
        let receiver = try await WebhookReceiver()
        defer { server.stop(); server.removeData(); receiver.end() }
        let (id, _) = try await WebhookTests.add(receiver, to: server, [("secret", "a secret of my own")])
        let good = try await server.post("api/webhooks/\(id)/test", [:])
        #expect(good.json["status"]?.string == "delivered")
        #expect(receiver.messages.map { $0.json["event"]?.string } == ["webhook.test"])
        receiver.answer(500)
        let bad = try await server.post("api/webhooks/\(id)/test", [:])
        #expect(bad.json["status"]?.string == "givenUp")
        #expect(bad.json["error"]?.string == "HTTP 500")
        for url in ["http://169.254.169.254/", "http://soar.example/", "https://0.0.0.0/", ""] {
            #expect(try await server.post("api/webhooks", ["url": .string(url)]).status == 400, "\(url)")
        }
        #expect(try await server.post("api/webhooks", ["url": .string(receiver.url), "secret": "short"]).status == 400)
        #expect(try await server.send("DELETE", "api/webhooks/\(id)", body: nil).status == 204)
        #expect(try await server.send("DELETE", "api/webhooks/\(id)", body: nil).status == 404)
        #expect(try await server.get("api/webhooks").json["webhooks"]?.array?.isEmpty == true)
    }
}
