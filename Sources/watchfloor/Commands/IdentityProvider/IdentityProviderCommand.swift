internal import ArgumentParser
internal import Primitives

/// `watchfloor identity-provider`.
struct IdentityProviderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity-provider",
        abstract: "Let people sign in by the organisation's identity provider (OpenID Connect).",
        discussion: """
            Examples:
              watchfloor identity-provider show
              watchfloor identity-provider remove
            """,
        subcommands: [
            IdentityProviderShowCommand.self, IdentityProviderSetCommand.self, IdentityProviderRemoveCommand.self,
        ])

    static func lines(_ json: JSONValue) -> [String] {
        let groups = json["rolesByGroup"]?.object?.members ?? []
        return [
            "issuer        \(json.text(of: "issuer"))", "client id     \(json.text(of: "clientId"))",
            "secret        \(json.flag(of: "hasSecret") ? "kept" : "none")",
            "redirect uri  \(json.text(of: "redirectUri")) (or by the name that people use)",
            "account from  \(json.text(of: "accountClaim"))", "groups from   \(json.text(of: "groupsClaim"))",
        ].map { TerminalText.line($0) }
            + groups.map { group in
                let roles = group.value.array?.compactMap(\.string).joined(separator: ", ") ?? ""
                return TerminalText.line("group         \(group.name): \(roles)")
            }
    }
}

/// `watchfloor identity-provider show`.
struct IdentityProviderShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show how it is set.",
        discussion: """
            Example:
              watchfloor identity-provider show
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "identityProvider"])
        output.json ? Terminal.show(json) : Terminal.show(IdentityProviderCommand.lines(json))
    }
}

/// `watchfloor identity-provider set`.
struct IdentityProviderSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set it, with the roles that its groups are given.",
        discussion: """
            Somebody who is in none of the groups is not let in. Roles follow the groups at each sign-in. Register the \
            address that `show` names as the redirect URI there.

            Example:
              watchfloor identity-provider set --issuer https://id.example.org \\
                  --client-id watchfloor --secret \\
                  --group "soc-tier1=Tier 1 responder" --group "soc-leads=SOC manager"
            """)

    @Option(help: ArgumentHelp("As its tokens name it.", valueName: "url")) var issuer: String
    @Option(help: "What this installation is called there.") var clientId: String
    @Option(help: "What the sign-in page calls it.") var displayName: String?
    @Option(help: "The claim that becomes the account's name (default: preferred_username).") var accountClaim: String?
    @Option(help: "The claim that lists a person's groups (default: groups).") var groupsClaim: String?
    @Option(name: .customLong("group"), help: ArgumentHelp("What a group is given; may be repeated.", valueName: "group=role"))
    var groups: [String] = []
    @Flag(help: "Ask for the client's secret; without it the one that is kept stays.") var secret = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        for group in groups where !group.contains("=") {
            throw ValidationError("'\(group)' is no group=role, as in \"soc=Tier 1 responder\"")
        }
    }

    func run() async throws {
        var roles = JSONObject()
        for group in groups {
            let parts = group.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            roles[parts[0]] = .array((roles[parts[0]]?.array ?? []) + [.string(parts[1])])
        }
        var body = JSONObject([
            .init(name: "issuer", value: .string(issuer)), .init(name: "clientId", value: .string(clientId)),
            .init(name: "rolesByGroup", value: .object(roles)),
        ])
        if let displayName { body["displayName"] = .string(displayName) }
        if let accountClaim { body["accountClaim"] = .string(accountClaim) }
        if let groupsClaim { body["groupsClaim"] = .string(groupsClaim) }
        if secret { body["clientSecret"] = .string(try SecretPrompt.ask("The client's secret")) }
        let json = try await connection.client().send(.put, ["api", "identityProvider"], .object(body))
        output.json ? Terminal.show(json) : Terminal.show(IdentityProviderCommand.lines(json))
    }
}

/// `watchfloor identity-provider remove`.
struct IdentityProviderRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Let nobody in by it any more.",
        discussion: """
            Sessions that it began go on until they end; `watchfloor person set NAME --disable` ends one at once.

            Example:
              watchfloor identity-provider remove
            """)

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        _ = try await connection.client().send(.delete, ["api", "identityProvider"], [:])
        Terminal.show("removed")
    }
}
