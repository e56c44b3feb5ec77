internal import ArgumentParser
internal import Primitives

/// `watchfloor source token`.
struct SourceTokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make a new token for a source and print it, this once.",
        discussion: """
            With it a sender can put records into this source and do nothing else. The source's old token stops working.

            Example:
              watchfloor source token siem
            """)

    @Argument(help: "The source.", completion: .names(.sources)) var name: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await SourceTokenCommand.make(name, try connection.client())
        output.json ? Terminal.show(json) : Terminal.show(TerminalText.line(json.text(of: "token")))
    }

    /// The server's answer with the new token in it.
    static func make(_ name: String, _ client: ServerClient) async throws -> JSONValue {
        try await client.send(.post, ["api", "sources", name, "token"], [:])
    }
}
