internal import HTTPTypes
internal import Flow
internal import HTTPTypes
internal import SecurityModel

extension WebhookRoutes {
    private static let id = Operation.Parameter("id", "The webhook's number.", .integer(1...Int.max))

    private static let subscription: [(String, Schema)] = [
        ("events", .list(.oneOf(WebhookSubscription.Event.allCases.map(\.rawValue)))),
        ("severities", .list(.member(AlertSeverity.self))), ("statuses", .list(.member(IncidentStatus.self))),
        ("tags", .list(.text)), ("includesOffQueue", .flag), ("settleSeconds", .integer(0...3600)),
        ("longestSettleSeconds", .integer(0...86400)),
    ]

    private static let webhook = Schema.object(
        [("id", .count), ("url", .text), ("created", .time), ("waiting", .count)], optional: subscription + [("secret", .text)])

    private static let delivery: Schema = [
        "id": .text, "incidentId": .text.orNull, "event": .text, "status": .text, "attempts": .count, "created": .time,
        "nextAttempt": .time.orNull, "finished": .time.orNull, "response": .count.orNull, "error": .text.orNull,
    ]

    static let operations: [Operation] = [
        Operation(.get, "api/webhooks", "Who is told of incidents.").giving(["webhooks": .list(webhook)]),
        Operation(.post, "api/webhooks", "Tells an address of incidents from now on. The secret is in this answer alone.")
            .taking(
                .object(
                    [("url", .text(1...2048, example: "https://soar.example/hook"))],
                    optional: subscription + [("secret", .text(0...256))], isClosed: true)
            )
            .giving(webhook, status: 201),
        Operation(.delete, "api/webhooks/:id", "Tells an address no more.").at(id).answering(.nothing, status: 204),
        Operation(.post, "api/webhooks/:id/test", "Sends a message that tells of nothing, and says what came of it.")
            .at(id).giving(delivery).failing(504),
        Operation(.get, "api/webhooks/:id/deliveries", "What was sent, the newest first.")
            .at(id).asking(.top(default: 50)).giving(["deliveries": .list(delivery)]),
    ]
}
