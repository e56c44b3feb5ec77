internal import ArgumentParser
internal import Primitives

/// `watchfloor detections enable`.
struct DetectionsEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Run a rule from now on.",
        discussion: """
            Example:
              watchfloor detections enable encoded-powershell
            """)

    @Argument(help: "The rule's name.") var name: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(.post, ["api", "detections", name, "enable"], [:])
        output.json ? Terminal.show(json) : Terminal.show(TerminalText.line("the rule \(json.text(of: "name")) is enabled"))
    }
}
