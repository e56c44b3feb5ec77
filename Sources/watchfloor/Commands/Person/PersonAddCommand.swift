internal import ArgumentParser
internal import Primitives

/// `watchfloor person add`.
struct PersonAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make an account for a person.",
        discussion: """
            It asks for a password, or takes a line of the standard input where that is no terminal. \
            `watchfloor role list` lists the roles.

            Examples:
              watchfloor person add mara --name "Mara Lind" --role "Tier 1 responder"
              pass show watchfloor/mara | watchfloor person add mara --role "SOC manager"
            """)

    @Argument(help: "What the person signs in with: 1 to 64 of a-z 0-9 . _ - @") var account: String
    @Option(help: ArgumentHelp("The name that others see.", valueName: "text")) var name: String?
    @Option(name: .customLong("role"), help: ArgumentHelp("A role; may be repeated.", valueName: "name"))
    var roles: [String] = []
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let client = try connection.client()
        var body = JSONObject([
            .init(name: "account", value: .string(account)),
            .init(name: "roles", value: .texts(roles)),
            .init(name: "password", value: .string(try SecretPrompt.newPassword())),
        ])
        if let name { body["displayName"] = .string(name) }
        let json = try await client.send(.post, ["api", "people"], .object(body))
        output.json ? Terminal.show(json) : Terminal.show(PersonCommand.table([json], now: .now).lines(for: .output))
    }
}
