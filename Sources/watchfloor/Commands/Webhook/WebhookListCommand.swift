internal import ArgumentParser
internal import Primitives

/// `watchfloor webhook list`.
struct WebhookListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List who is told of incidents.",
        discussion: """
            Example:
              watchfloor webhook list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "webhooks"])
        guard !output.json else { return Terminal.show(json) }
        var table = Table([
            .fixed("ID", isNumber: true), .text("URL", minimum: 16), .text("EVENTS", minimum: 8), .text("ONLY", minimum: 6),
            .fixed("WAITING", isNumber: true),
        ])
        for webhook in json.list(of: "webhooks") {
            let only = ["severities", "statuses", "tags"].flatMap { webhook.texts(of: $0) }.joined(separator: ", ")
            table.add([
                Table.Cell(String(webhook.number(of: "id")), .bold), Table.Cell(webhook.text(of: "url")),
                Table.Cell(webhook.texts(of: "events").joined(separator: ", ")), Table.Cell(only),
                Table.Cell(webhook.count(of: "waiting")),
            ])
        }
        Terminal.show(table.rows.isEmpty ? ["no webhooks; make one with `watchfloor webhook add`"] : table.lines(for: .output))
    }
}
