internal import ArgumentParser
internal import Primitives

/// `watchfloor source unlisten`.
struct SourceUnlistenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlisten",
        abstract: "Listen on an address no more.",
        discussion: """
            Example:
              watchfloor source unlisten siem udp://127.0.0.1:5514
            """)

    @Argument(help: "The source.", completion: .names(.sources)) var name: String
    @Argument(help: "udp://, tcp:// or tls:// with an IP address and a port.") var address: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(
            .delete, ["api", "sources", name, "listeners"], ["address": .string(address)])
        output.json
            ? Terminal.show(json)
            : Terminal.show(TerminalText.line("source \(json.text(of: "name")) no longer listens on \(address)"))
    }
}
