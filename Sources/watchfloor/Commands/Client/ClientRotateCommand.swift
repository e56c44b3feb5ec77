internal import ArgumentParser
internal import Primitives

/// `watchfloor client rotate`.
struct ClientRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Give an API client a new secret and print it, this once.",
        discussion: """
            The old secret, and the tokens that were got with it, stop working.

            Example:
              watchfloor client rotate soar
            """)

    @Argument(help: "Its name or id.", completion: .names(.clients)) var name: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let client = try connection.client()
        let json = try await client.send(
            .post, ["api", "clients", try await ClientCommand.id(of: name, client), "secret"], [:])
        output.json ? Terminal.show(json) : Terminal.show(ClientCommand.lines(json, server: client.address))
    }
}

/// `watchfloor client rotate-signing-key`.
struct ClientRotateSigningKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-signing-key",
        abstract: "Sign tokens with a new key from now on.",
        discussion: """
            Tokens of the old key stay good until they run out, an hour at most. The server does this by itself every 90 days.

            Example:
              watchfloor client rotate-signing-key
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(.post, ["api", "signingKeys"], [:])
        output.json ? Terminal.show(json) : Terminal.show(TerminalText.line("tokens are signed with \(json.text(of: "keyId"))"))
    }
}
