internal import ArgumentParser
internal import Primitives

/// `watchfloor person`.
struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Give people accounts.",
        discussion: """
            Examples:
              watchfloor person list
              watchfloor person add mara --role "Tier 1 responder"
            """,
        subcommands: [PersonListCommand.self, PersonAddCommand.self, PersonSetCommand.self, PersonRemoveCommand.self])

    static func table(_ people: [JSONValue], now: Timestamp) -> Table {
        var table = Table([
            .text("ACCOUNT"), .text("NAME"), .fixed("STATE"), .fixed("PASSWORD"), .text("ROLES", minimum: 16),
        ])
        for person in people {
            table.add([
                Table.Cell(person.text(of: "account"), .bold), Table.Cell(person.text(of: "displayName")),
                Table.Cell(person.flag(of: "isEnabled") ? "enabled" : "disabled"),
                Table.Cell(person.time(of: "passwordChanged").map { RelativeTime.text($0, now: now) } ?? "elsewhere", .faint),
                Table.Cell(person.texts(of: "roles").joined(separator: ", ")),
            ])
        }
        return table
    }
}

/// `watchfloor person list`.
struct PersonListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the people.",
        discussion: """
            Example:
              watchfloor person list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "people"])
        guard !output.json else { return Terminal.show(json) }
        let table = PersonCommand.table(json.list(of: "people"), now: .now)
        Terminal.show(table.rows.isEmpty ? ["nobody; begin with `watchfloor setup`"] : table.lines(for: .output))
    }
}
