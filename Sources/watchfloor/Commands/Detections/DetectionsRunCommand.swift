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

/// `watchfloor detections run`.
struct DetectionsRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a rule now, over what came in since its last run.",
        discussion: """
            Example:
              watchfloor detections run encoded-powershell
            """)

    @Argument(help: "The rule's name.") var name: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(.post, ["api", "detections", name, "run"], [:])
        let runs = json.list(of: "runs")
        output.json ? Terminal.show(json) : Terminal.show(DetectionPage.runs(runs, for: .output, now: .now))
        if runs.contains(where: { $0.text(of: "status") == "failed" }) { throw ExitCode.failed }
    }
}

/// `watchfloor detections preview`.
struct DetectionsPreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show what a rule would have found, and keep nothing.",
        discussion: """
            Examples:
              watchfloor detections preview encoded-powershell
              watchfloor detections preview encoded-powershell --timespan 2026-05-01/2026-05-08
            """)

    @Argument(help: "The rule's name.") var name: String
    @Option(help: "The time to look at, by the events' own: a duration up to now, or two times with a slash between.")
    var timespan = "P30D"
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(
            .post, ["api", "detections", "preview"], ["name": .string(name), "timespan": .string(timespan)])
        output.json ? Terminal.show(json) : Terminal.show(DetectionPage.preview(json, for: .output))
    }
}
