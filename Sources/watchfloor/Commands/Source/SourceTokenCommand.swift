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

    @Argument(help: "The source.") var name: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        Terminal.show(try await SourceTokenCommand.make(name, try connection.client(), output))
    }

    /// The new token, as it is printed.
    static func make(_ name: String, _ client: ServerClient, _ output: OutputOptions) async throws -> String {
        let json = try await client.send(.post, ["api", "sources", name, "token"], [:])
        return output.json ? TerminalText.json(json.text) : TerminalText.line(json.text(of: "token"))
    }
}
