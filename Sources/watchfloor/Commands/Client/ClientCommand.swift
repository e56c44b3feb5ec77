internal import ArgumentParser
internal import Primitives

/// `watchfloor client`.
struct ClientCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client",
        abstract: "Give programs accounts of their own.",
        discussion: """
            Examples:
              watchfloor client list
              watchfloor client add soar --grant SecurityIncident.ReadWrite.All
            """,
        subcommands: [
            ClientListCommand.self,
            ClientAddCommand.self,
            ClientSetCommand.self,
            ClientRotateCommand.self,
            ClientRemoveCommand.self,
            ClientRolesCommand.self,
            ClientRotateSigningKeyCommand.self,
        ])

    /// The id of the client that is named, by its id or its name.
    static func id(of name: String, _ client: ServerClient) async throws -> String {
        let clients = try await client.get(["api", "clients"]).list(of: "clients")
        guard let found = clients.first(where: { [$0.text(of: "name"), $0.text(of: "clientId")].contains(name) }) else {
            throw CommandFailure("there is no API client '\(name)'; see `watchfloor client list`")
        }
        return found.text(of: "clientId")
    }

    /// What a program is configured with. The secret is shown this once.
    static func lines(_ json: JSONValue, server: ServerAddress) -> [String] {
        let tenant = json.text(of: "tenantId")
        return [
            "tenant id       \(TerminalText.line(tenant))",
            "client id       \(TerminalText.line(json.text(of: "clientId")))",
            "client secret   \(TerminalText.line(json.text(of: "clientSecret")))",
            "token endpoint  \(server)/\(TerminalText.line(tenant))/oauth2/v2.0/token",
        ]
    }
}

/// What somebody may see.
struct ScopeOptions: ParsableArguments {
    @Option(
        name: .customLong("device-group"),
        help: ArgumentHelp("A device group that it is limited to, 0 for devices of none; may be repeated.", valueName: "number"))
    var deviceGroups: [Int32] = []

    @Option(
        name: .customLong("source"), help: ArgumentHelp("A source that it is limited to; may be repeated.", valueName: "name"))
    var sources: [String] = []

    var isGiven: Bool { !deviceGroups.isEmpty || !sources.isEmpty }

    var json: JSONValue {
        [
            "deviceGroups": deviceGroups.isEmpty ? .null : .array(deviceGroups.map { .integer(Int64($0)) }),
            "sources": sources.isEmpty ? .null : .texts(sources),
        ]
    }

    /// A scope in a few words.
    static func text(_ scope: JSONValue?) -> String {
        let groups = scope?["deviceGroups"]?.array?.compactMap(\.integer).map { "group \($0)" } ?? []
        let sources = scope?["sources"]?.array?.compactMap(\.string) ?? []
        return groups.isEmpty && sources.isEmpty ? "all" : (groups + sources).joined(separator: ", ")
    }
}
