internal import ArgumentParser
internal import Primitives

/// `watchfloor source unfollow`.
struct SourceUnfollowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unfollow",
        abstract: "Stop reading a file.",
        discussion: """
            Example:
              watchfloor source unfollow siem /var/ossec/logs/alerts/alerts.json
            """)

    @Argument(help: "The source.", completion: .names(.sources)) var name: String
    @Argument(help: "The file, on the server's machine.", completion: .file()) var path: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let file = absolutePath(path)
        let json = try await connection.client().send(.delete, ["api", "sources", name, "files"], ["path": .string(file)])
        output.json
            ? Terminal.show(json) : Terminal.show(TerminalText.line("source \(json.text(of: "name")) no longer follows \(file)"))
    }
}
