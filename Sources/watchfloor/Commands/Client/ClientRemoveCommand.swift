internal import ArgumentParser
internal import Primitives

/// `watchfloor client remove`.
struct ClientRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove an API client; its tokens stop working.",
        discussion: """
            Example:
              watchfloor client remove soar
            """)

    @Argument(help: "Its name or id.", completion: .names(.clients)) var name: String
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let client = try connection.client()
        _ = try await client.send(.delete, ["api", "clients", try await ClientCommand.id(of: name, client)], [:])
        Terminal.show(TerminalText.line("removed \(name)"))
    }
}

/// `watchfloor client roles`.
struct ClientRolesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles",
        abstract: "List what can be granted: app roles, and permissions of the portal.",
        discussion: """
            Example:
              watchfloor client roles
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "appRoles"])
        guard !output.json else { return Terminal.show(json) }
        var table = Table([.fixed("NAME"), .fixed("OF"), .text("IS MADE OF", minimum: 16)])
        for role in json.list(of: "appRoles") {
            table.add([
                Table.Cell(role.text(of: "name"), .bold), Table.Cell(role.text(of: "resource"), .faint),
                Table.Cell(role.texts(of: "permissions").joined(separator: ", ")),
            ])
        }
        for permission in json.list(of: "permissions") {
            table.add([
                Table.Cell(permission.text(of: "name"), .bold), Table.Cell("portal", .faint),
                Table.Cell(permission.texts(of: "parts").joined(separator: ", ")),
            ])
        }
        Terminal.show(table.lines(for: .output))
    }
}
