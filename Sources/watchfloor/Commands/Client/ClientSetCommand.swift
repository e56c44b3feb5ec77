internal import ArgumentParser
internal import Primitives

/// `watchfloor client set`.
struct ClientSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change what an API client may do, or disable it.",
        discussion: """
            What is granted replaces what was granted before, and counts at once. Disabling ends all tokens.

            Examples:
              watchfloor client set soar --grant SecurityIncident.Read.All
              watchfloor client set soar --disable
            """)

    @Argument(help: "Its name or id.", completion: .names(.clients)) var name: String
    @Option(name: .customLong("grant"), help: ArgumentHelp("What it may do; may be repeated.", valueName: "role"))
    var grants: [String] = []
    @OptionGroup var scope: ScopeOptions
    @Flag(help: "See everything again.") var everywhere = false
    @Flag(help: "Refuse it from now on.") var disable = false
    @Flag(help: "Take it again.") var enable = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !(disable && enable) else { throw ValidationError("--disable and --enable exclude each other") }
        guard !(everywhere && scope.isGiven) else { throw ValidationError("--everywhere and a scope exclude each other") }
        guard !grants.isEmpty || scope.isGiven || everywhere || disable || enable else {
            throw ValidationError("nothing to change; see --help")
        }
    }

    func run() async throws {
        let client = try connection.client()
        var body = JSONObject()
        if !grants.isEmpty { body["grants"] = .texts(grants) }
        if scope.isGiven || everywhere { body["scope"] = scope.json }
        if disable || enable { body["isEnabled"] = .bool(enable) }
        let json = try await client.send(
            .patch, ["api", "clients", try await ClientCommand.id(of: name, client)], .object(body))
        output.json ? Terminal.show(json) : Terminal.show(ClientListCommand.table([json], now: .now).lines(for: .output))
    }
}
