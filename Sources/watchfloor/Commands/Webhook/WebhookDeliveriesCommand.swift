internal import ArgumentParser
internal import Primitives

/// `watchfloor webhook deliveries`.
struct WebhookDeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Show what was sent to a webhook, newest first.",
        discussion: """
            Example:
              watchfloor webhook deliveries 1 --limit 20
            """)

    @Argument(help: "The webhook's number.", completion: .names(.webhooks)) var id: Int64
    @Option(help: "How many, at most.") var limit = 50
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(
            ["api", "webhooks", String(id), "deliveries"], ["top": String(limit)])
        guard !output.json else { return Terminal.show(json) }
        let table = deliveryTable(json.list(of: "deliveries"), now: .now)
        Terminal.show(table.rows.isEmpty ? ["nothing was sent yet"] : table.lines(for: .output))
    }
}
