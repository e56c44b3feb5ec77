internal import ArgumentParser
internal import Primitives

/// `watchfloor person set`.
struct PersonSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change a person's roles, name or password, or disable the account.",
        discussion: """
            Roles replace those from before and count at once. A new password and disabling end all sessions.

            Examples:
              watchfloor person set mara --role "Tier 2 analyst"
              watchfloor person set mara --password
              watchfloor person set mara --disable
            """)

    @Argument(help: "The account.", completion: .names(.people)) var account: String
    @Option(help: ArgumentHelp("The name that others see.", valueName: "text")) var name: String?
    @Option(name: .customLong("role"), help: ArgumentHelp("A role; may be repeated.", valueName: "name"))
    var roles: [String] = []
    @Flag(help: "Ask for a new password.") var password = false
    @Flag(help: "Let the person in no more.") var disable = false
    @Flag(help: "Let the person in again.") var enable = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !(disable && enable) else { throw ValidationError("--disable and --enable exclude each other") }
        guard name != nil || !roles.isEmpty || password || disable || enable else {
            throw ValidationError("nothing to change; see --help")
        }
    }

    func run() async throws {
        let client = try connection.client()
        var body = JSONObject()
        if let name { body["displayName"] = .string(name) }
        if !roles.isEmpty { body["roles"] = .texts(roles) }
        if disable || enable { body["isEnabled"] = .bool(enable) }
        if password { body["password"] = .string(try SecretPrompt.newPassword()) }
        let json = try await client.send(.patch, ["api", "people", account], .object(body))
        output.json ? Terminal.show(json) : Terminal.show(PersonCommand.table([json], now: .now).lines(for: .output))
    }
}

/// `watchfloor person remove`.
struct PersonRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a person's account and end the sessions.",
        discussion: """
            What the person did stays in the log under that name.

            Example:
              watchfloor person remove mara
            """)

    @Argument(help: "The account.", completion: .names(.people)) var account: String
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        _ = try await connection.client().send(.delete, ["api", "people", account], [:])
        Terminal.show(TerminalText.line("removed \(account)"))
    }
}
