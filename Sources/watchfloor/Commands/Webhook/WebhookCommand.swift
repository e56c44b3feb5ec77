internal import ArgumentParser
internal import Primitives

/// `watchfloor webhook`.
struct WebhookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Tell other programs of incidents as they happen.",
        discussion: """
            Examples:
              watchfloor webhook list
              watchfloor webhook test 1
            """,
        subcommands: [
            WebhookListCommand.self,
            WebhookAddCommand.self,
            WebhookTestCommand.self,
            WebhookDeliveriesCommand.self,
            WebhookRemoveCommand.self,
        ])
}

/// What became of messages.
func deliveryTable(_ deliveries: [JSONValue], now: Timestamp) -> Table {
    var table = Table([
        .text("DELIVERY", minimum: 12), .fixed("EVENT"), .fixed("STATUS"), .fixed("TRIES", isNumber: true), .fixed("WHEN"),
        .text("ANSWER", minimum: 10),
    ])
    for delivery in deliveries {
        let time = delivery.time(of: "finished") ?? delivery.time(of: "created")
        let answer = delivery.text(of: "error").isEmpty ? String(delivery.number(of: "response")) : delivery.text(of: "error")
        table.add([
            Table.Cell(delivery.text(of: "id")), Table.Cell(delivery.text(of: "event")),
            Table.Cell(delivery.text(of: "status"), delivery.text(of: "status") == "delivered" ? .faint : .bold),
            Table.Cell(delivery.count(of: "attempts")), Table.Cell(time.map { RelativeTime.text($0, now: now) } ?? "-"),
            Table.Cell(answer),
        ])
    }
    return table
}
