internal import ArgumentParser
internal import Foundation
internal import Primitives

/// `watchfloor setup`.
struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Make the first administrator's account.",
        discussion: """
            The server prints a secret on its terminal while nobody has an account. This asks for it and for a password; \
            without a terminal both are lines of the standard input, and WATCHFLOOR_SETUP_SECRET may hold the secret.

            Example:
              watchfloor setup ana --name "Ana Silva"
            """)

    @Argument(help: "What the person signs in with.") var account: String
    @Option(help: ArgumentHelp("The name that others see.", valueName: "text")) var name: String?
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let client = try connection.client()
        let given = ProcessInfo.processInfo.environment["WATCHFLOOR_SETUP_SECRET"]
        let secret = try given ?? SecretPrompt.ask("The secret that the server printed")
        var body = JSONObject([
            .init(name: "secret", value: .string(secret)), .init(name: "account", value: .string(account)),
            .init(name: "password", value: .string(try SecretPrompt.newPassword())),
        ])
        if let name { body["displayName"] = .string(name) }
        let json = try await client.send(.post, ["api", "setup"], .object(body))
        Terminal.show(TerminalText.line("\(json.text(of: "account")) can sign in"))
    }
}
