internal import ArgumentParser
internal import Primitives

/// `watchfloor webhook remove`.
struct WebhookRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Tell an address no more. What waits for it is not sent.",
        discussion: """
            Example:
              watchfloor webhook remove 1
            """)

    @Argument(help: "The webhook's number.", completion: .names(.webhooks)) var id: Int64
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(.delete, ["api", "webhooks", String(id)], [:])
        output.json ? Terminal.show(json) : Terminal.show(TerminalText.line("webhook \(id) is removed"))
    }
}
