import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Flow

@Suite struct WebhookTests {
    private static let start = Timestamp(unixSeconds: Int64(1_777_888_800))

    private func change(_ sequence: Int64, _ incident: Int64, _ action: ChangeAction, after seconds: Int64 = 0) -> Change {
        Change(
            sequence: sequence, time: WebhookTests.start + .seconds(seconds), actor: "a", isPerson: false,
            action: action.rawValue,
            incident: IncidentID(incident), alert: nil, payload: nil)
    }

    @Test func newsOfAStretch() {
        let news = WebhookNews.read([
            change(4, 1, .incidentCreated), change(5, 1, .alertsAdded), change(6, 2, .incidentUpdated),
            change(7, 1, .commented, after: 3),
            change(8, 3, .incidentDeleted),
        ])
        #expect(news.map(\.incident.number) == [1, 2])
        #expect(news.map(\.isNew) == [true, false])
        #expect(news.map { [$0.firstChange, $0.lastChange] } == [[4, 7], [6, 6]])
        #expect(news[0].lastTime == WebhookTests.start + .seconds(3))
    }

    @Test func quietAfterTheLastChangeButNotForEver() {
        let subscription = WebhookSubscription()
        let first = WebhookNews.read([change(1, 7, .incidentCreated)])[0]
        var delivery = WebhookDelivery.telling(first, to: 1, subscription, waiting: nil)
        #expect(delivery.event == "incident.created")
        #expect(delivery.due == WebhookTests.start + .seconds(5))
        delivery.id = 3
        let later = WebhookNews.read([change(9, 7, .alertsAdded, after: 58)])[0]
        let grown = WebhookDelivery.telling(later, to: 1, subscription, waiting: delivery)
        #expect(grown.id == 3)
        #expect(grown.event == "incident.created")
        #expect(grown.lastChange == 9)
        #expect(grown.due == WebhookTests.start + .seconds(60))
        #expect(grown.name == delivery.name)
        // What was tried may have arrived: it stays as it is.
        delivery.attempts = 1
        var further = WebhookDelivery.telling(later, to: 1, subscription, waiting: delivery)
        #expect(further.id == 0)
        #expect(further.event == "incident.updated")
        #expect(further.name != delivery.name)
        delivery.giveWay(to: &further, at: WebhookTests.start)
        #expect(delivery.status == .superseded)
        #expect(further.event == "incident.created")
    }

    @Test func pausesGrowAndHaveAnEnd() {
        let policy = WebhookPolicy()
        #expect(policy.pause(after: 1, chance: 0.5) == .seconds(5))
        #expect(policy.pause(after: 3, chance: 0.5) == .seconds(20))
        #expect(policy.pause(after: 90, chance: 0.5) == .hours(1))
        #expect(policy.pause(after: 1, chance: 0).seconds == 4.5)
        #expect(policy.pause(after: 1, chance: 1).seconds == 5.5)
    }

    /// RFC 2104's construction, reckoned with another program's HMAC.
    @Test func signature() {
        let time = Timestamp(unixSeconds: Int64(1_777_888_800))
        #expect(
            WebhookSignature.header(Array("{\"id\":\"x\"}".utf8), secret: "whsec_0123456789abcdef", at: time)
                == "t=1777888800,v1=aed50f12548703a38d71d24c2fca207d6301d5fdc746b906ca5de79deeac1e68")
    }

    @Test func subscriptionsReadAsTheyWereWritten() throws {
        var subscription = WebhookSubscription()
        subscription.events = [.updated]
        subscription.severities = [.high, .medium]
        subscription.statuses = [.active]
        subscription.tags = ["vip"]
        subscription.settle = .seconds(1)
        #expect(try WebhookSubscription(try #require(subscription.json.object)) == subscription)
        #expect(throws: WebhookError.self) { try WebhookSubscription(JSONObject([.init(name: "severities", value: ["grave"])])) }
        #expect(throws: WebhookError.self) { try WebhookSubscription(JSONObject([.init(name: "events", value: [])])) }
        #expect(throws: WebhookError.self) { try WebhookSubscription(JSONObject([.init(name: "settleSeconds", value: -1)])) }
    }

    @Test(arguments: [
        "https://soar.example/hook?x=1", "https://10.0.0.5:8443/", "http://127.0.0.1:8080/hook", "http://localhost/hook",
        "http://[::1]:9/",
        "https://SOAR.Example/",
    ])
    func addressesThatMayBe(url: String) throws {
        #expect(try WebhookTarget(url).url.lowercased() == url.lowercased())
    }

    @Test(arguments: [
        "http://soar.example/", "http://10.0.0.5/", "ftp://soar.example/", "https://user:pass@soar.example/", "https:///x",
        "soar.example",
        "https://169.254.169.254/latest/meta-data", "http://169.254.169.254/", "https://[fe80::1]/", "https://[fd00:ec2::254]/",
        "https://100.100.100.200/", "https://0.0.0.0/", "https://[::]/", "https://224.0.0.1/", "https://2130706433/",
        "https://0x7f.1/",
        "https://[::ffff:169.254.169.254]/", "https://[64:ff9b::a9fe:a9fe]/", "https://soar.example/#x", "https://exämple.org/",
    ])
    func addressesThatMayNotBe(url: String) {
        #expect(throws: WebhookError.self) { try WebhookTarget(url) }
    }
}
