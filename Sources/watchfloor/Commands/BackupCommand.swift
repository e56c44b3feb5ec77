internal import ArgumentParser
internal import Primitives

/// `watchfloor backup`.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy everything that the server knows into a new folder.",
        discussion: """
            The server goes on working meanwhile. The folder must not exist yet; it is written by the server, on the \
            server's machine. To restore, start a server with --data on a copy of it.

            Example:
              watchfloor backup /var/backups/watchfloor-2026-05-04
            """)

    @Argument(help: "The folder to make.", completion: .directory) var directory: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(
            .post, ["api", "backup"], ["directory": .string(absolutePath(directory))])
        guard !output.json else { return Terminal.show(json) }
        Terminal.show(
            TerminalText.line(
                "\(json.text(of: "directory")): \(ByteCount.text(json.number(of: "bytes"))), "
                    + "\(Count.text(json.number(of: "alerts"), "alert")), \(Count.text(json.number(of: "incidents"), "incident"))"
            ))
    }
}
