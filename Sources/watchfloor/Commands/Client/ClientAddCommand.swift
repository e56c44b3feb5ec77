internal import ArgumentParser
internal import Primitives

/// `watchfloor client add`.
struct ClientAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make an API client and print its secret, this once.",
        discussion: """
            A grant is an app role, as Microsoft Graph, Defender and Sentinel name them, or a permission of the portal; \
            `watchfloor client roles` lists both.

            Examples:
              watchfloor client add soar --grant SecurityIncident.ReadWrite.All \\
                  --grant Machine.Isolate
              watchfloor client add report --grant readSecurityData --source siem
            """)

    @Argument(help: "Its name: 1 to 64 of a-z A-Z 0-9 . _ - @") var name: String
    @Option(name: .customLong("grant"), help: ArgumentHelp("What it may do; may be repeated.", valueName: "role"))
    var grants: [String]
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let client = try connection.client()
        let json = try await client.send(
            .post, ["api", "clients"],
            ["name": .string(name), "grants": .texts(grants), "scope": scope.json])
        output.json ? Terminal.show(json) : Terminal.show(ClientCommand.lines(json, server: client.address))
    }
}
