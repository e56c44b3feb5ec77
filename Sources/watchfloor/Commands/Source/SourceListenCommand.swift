internal import ArgumentParser
internal import Primitives

/// `watchfloor source listen`.
struct SourceListenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Listen for syslog on an address, by UDP, TCP or TLS.",
        discussion: """
            Example:
              watchfloor source listen siem udp://127.0.0.1:5514
            """)

    @Argument(help: "The source.", completion: .names(.sources)) var name: String
    @Argument(help: "udp://, tcp:// or tls:// with an IP address and a port.") var address: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(.put, ["api", "sources", name, "listeners"], ["address": .string(address)])
        if output.json { return Terminal.show(json) }
        let own = json.list(of: "listeners").filter { $0.text(of: "address") == address }.map(SourceListCommand.listener)
        Terminal.show(TerminalText.line("source \(json.text(of: "name")) listens on \(own.first ?? address)"))
    }
}
