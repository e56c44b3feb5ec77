internal import ArgumentParser
internal import Primitives

/// `watchfloor detections`.
struct DetectionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detections",
        abstract: "Run queries on a schedule, and have alerts made of what they find.",
        discussion: """
            Examples:
              watchfloor detections list
              watchfloor detections import rules/*.yaml
            """,
        subcommands: [
            DetectionsListCommand.self, DetectionsShowCommand.self, DetectionsImportCommand.self,
            DetectionsEnableCommand.self, DetectionsDisableCommand.self, DetectionsPreviewCommand.self,
            DetectionsRunCommand.self, DetectionsRemoveCommand.self,
        ])
}

/// `watchfloor detections list`.
struct DetectionsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the rules, and how each is doing.",
        discussion: """
            Example:
              watchfloor detections list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "detections"])
        output.json ? Terminal.show(json) : Terminal.show(DetectionPage.list(json, for: .output, now: .now))
    }
}

/// `watchfloor detections show`.
struct DetectionsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a rule with its newest runs.",
        discussion: """
            Example:
              watchfloor detections show encoded-powershell
            """)

    @Argument(help: "The rule's name, as `watchfloor detections list` shows it.", completion: .names(.detections))
    var name: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "detections", name])
        output.json ? Terminal.show(json) : Terminal.show(DetectionPage.rule(json, for: .output, now: .now))
    }
}

/// `watchfloor detections remove`.
struct DetectionsRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Delete a rule. Its alerts stay.",
        discussion: """
            Example:
              watchfloor detections remove encoded-powershell
            """)

    @Argument(help: "The rule's name.", completion: .names(.detections)) var name: String
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        _ = try await connection.client().send(.delete, ["api", "detections", name], [:])
        Terminal.show(TerminalText.line("removed the rule \(name)"))
    }
}

/// Lets a rule run, or no more, and says so.
func setEnabled(
    _ isEnabled: Bool, rule name: String, _ connection: ConnectionOptions, _ output: OutputOptions
) async throws {
    let json = try await connection.client().send(.post, ["api", "detections", name, isEnabled ? "enable" : "disable"], [:])
    let state = isEnabled ? "enabled" : "disabled"
    output.json ? Terminal.show(json) : Terminal.show(TerminalText.line("the rule \(json.text(of: "name")) is \(state)"))
}
