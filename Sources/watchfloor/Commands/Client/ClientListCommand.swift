internal import ArgumentParser
internal import Primitives

/// `watchfloor client list`.
struct ClientListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the API clients.",
        discussion: """
            Example:
              watchfloor client list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "clients"])
        guard !output.json else { return Terminal.show(json) }
        let table = ClientListCommand.table(json.list(of: "clients"), now: .now)
        Terminal.show(
            table.rows.isEmpty ? ["no API clients; make one with `watchfloor client add`"] : table.lines(for: .output))
    }

    static func table(_ clients: [JSONValue], now: Timestamp) -> Table {
        var table = Table([
            .text("NAME"), .fixed("CLIENT ID"), .fixed("STATE"), .fixed("SECRET"), .text("SCOPE", minimum: 5),
            .text("GRANTED", minimum: 16),
        ])
        for client in clients {
            table.add([
                Table.Cell(client.text(of: "name"), .bold), Table.Cell(client.text(of: "clientId")),
                Table.Cell(client.flag(of: "isEnabled") ? "enabled" : "disabled"),
                Table.Cell(client.time(of: "secretCreated").map { RelativeTime.text($0, now: now) } ?? "-", .faint),
                Table.Cell(ScopeOptions.text(client["scope"])),
                Table.Cell(client.texts(of: "grants").joined(separator: ", ")),
            ])
        }
        return table
    }
}
