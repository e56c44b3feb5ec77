internal import ArgumentParser
internal import Primitives

/// `watchfloor webhook test`.
struct WebhookTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a message that tells of nothing, and say what came of it.",
        discussion: """
            Example:
              watchfloor webhook test 1
            """)

    @Argument(help: "The webhook's number.", completion: .names(.webhooks)) var id: Int64
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(.post, ["api", "webhooks", String(id), "test"], [:])
        if output.json {
            Terminal.show(json)
        } else {
            let error = json.text(of: "error")
            Terminal.show(
                TerminalText.line(error.isEmpty ? "taken, with HTTP \(json.number(of: "response"))" : "not taken: \(error)"))
        }
        if json.text(of: "status") != "delivered" { throw ExitCode.failure }
    }
}
