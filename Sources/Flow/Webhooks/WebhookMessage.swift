internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What is sent to a webhook.
public struct WebhookMessage: Sendable {
    public var target: WebhookTarget
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
}

/// What came of sending.
public enum WebhookOutcome: Hashable, Sendable {
    case answered(status: Int)
    case failed(String)

    var isTaken: Bool {
        if case .answered(200..<300) = self { true } else { false }
    }
}

extension WebhookMessage {
    /// The event of a message that somebody asks for to try a webhook out.
    public static let testEvent = "webhook.test"

    /// - Parameters:
    ///   - incident: as it is now, in Graph's words; `nil` for a test.
    ///   - secret: what the message is signed with.
    init(
        _ delivery: WebhookDelivery, incident: JSONValue?, alertCount: Int64, to target: WebhookTarget, secret: String,
        at time: Timestamp
    ) {
        var content = JSONObject([
            .init(name: "id", value: .string(delivery.name)), .init(name: "event", value: .string(delivery.event)),
            .init(name: "change", value: .integer(delivery.lastChange)),
        ])
        if let incident {
            content["alertCount"] = .integer(alertCount)
            content["incident"] = incident
        }
        var writer = JSONWriter()
        writer.write(content)
        body = writer.bytes
        self.target = target
        headers = [
            ("Content-Type", "application/json; charset=utf-8"), ("User-Agent", "watchfloor-webhook"),
            ("Watchfloor-Event", delivery.event), ("Watchfloor-Delivery", delivery.name),
            ("Watchfloor-Signature", WebhookSignature.header(writer.bytes, secret: secret, at: time)),
        ]
    }
}
