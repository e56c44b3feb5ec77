internal import ArgumentParser
internal import Primitives

/// `watchfloor role`.
struct RoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Say what people with a role may do and see.",
        discussion: """
            Examples:
              watchfloor role list
              watchfloor role remove "Plant 2"
            """,
        subcommands: [RoleListCommand.self, RoleAddCommand.self, RoleRemoveCommand.self])

    static func table(_ roles: [JSONValue]) -> Table {
        var table = Table([.text("NAME"), .fixed("OF"), .text("SCOPE", minimum: 5), .text("PERMISSIONS", minimum: 16)])
        for role in roles {
            table.add([
                Table.Cell(role.text(of: "name"), .bold),
                Table.Cell(role.flag(of: "isBuiltIn") ? "product" : "yours", .faint),
                Table.Cell(ScopeOptions.text(role["scope"])),
                Table.Cell(role.texts(of: "permissions").joined(separator: ", ")),
            ])
        }
        return table
    }
}

/// `watchfloor role list`.
struct RoleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the roles, those of the product first.",
        discussion: """
            Example:
              watchfloor role list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "roles"])
        guard !output.json else { return Terminal.show(json) }
        Terminal.show(RoleCommand.table(json.list(of: "roles")).lines(for: .output))
    }
}

/// `watchfloor role add`.
struct RoleAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make a role, or change one.",
        discussion: """
            Who has the role is affected at once. `watchfloor client roles` lists the permissions; the names of app roles \
            are taken too.

            Examples:
              watchfloor role add "Plant 2" --permission readSecurityData \\
                  --permission manageAlerts --device-group 2
              watchfloor role add Auditor --permission readSecurityData \\
                  --permission readSystemSettings
            """)

    @Argument(help: "Its name.") var name: String
    @Option(name: .customLong("permission"), help: ArgumentHelp("What it gives; may be repeated.", valueName: "name"))
    var permissions: [String]
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(
            .put, ["api", "roles", name],
            ["permissions": .texts(permissions), "scope": scope.json])
        output.json ? Terminal.show(json) : Terminal.show(RoleCommand.table([json]).lines(for: .output))
    }
}

/// `watchfloor role remove`.
struct RoleRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a role that nobody has.",
        discussion: """
            Example:
              watchfloor role remove "Plant 2"
            """)

    @Argument(help: "Its name.", completion: .names(.roles)) var name: String
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        _ = try await connection.client().send(.delete, ["api", "roles", name], [:])
        Terminal.show(TerminalText.line("removed \(name)"))
    }
}
