internal import ArgumentParser
internal import Primitives

/// `watchfloor source follow`.
struct SourceFollowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow",
        abstract: "Read a file of the server's machine, and on as it grows.",
        discussion: """
            Example:
              watchfloor source follow siem /var/ossec/logs/alerts/alerts.json
            """)

    @Argument(help: "The source.", completion: .names(.sources)) var name: String
    @Argument(help: "The file, on the server's machine.", completion: .file()) var path: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let file = absolutePath(path)
        let json = try await connection.client().send(.put, ["api", "sources", name, "files"], ["path": .string(file)])
        output.json
            ? Terminal.show(json) : Terminal.show(TerminalText.line("source \(json.text(of: "name")) now follows \(file)"))
    }
}
