internal import ArgumentParser
internal import Primitives

/// `watchfloor detections disable`.
struct DetectionsDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Run a rule no more, and keep it.",
        discussion: """
            Example:
              watchfloor detections disable encoded-powershell
            """)

    @Argument(help: "The rule's name.") var name: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(.post, ["api", "detections", name, "disable"], [:])
        output.json ? Terminal.show(json) : Terminal.show(TerminalText.line("the rule \(json.text(of: "name")) is disabled"))
    }
}
