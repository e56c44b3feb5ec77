internal import ArgumentParser
internal import Primitives

/// `watchfloor detections run`.
struct DetectionsRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a rule now, over what came in since its last run.",
        discussion: """
            Example:
              watchfloor detections run encoded-powershell
            """)

    @Argument(help: "The rule's name.", completion: .names(.detections)) var name: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(.post, ["api", "detections", name, "run"], [:])
        let runs = json.list(of: "runs")
        output.json ? Terminal.show(json) : Terminal.show(DetectionPage.runs(runs, for: .output, now: .now))
        if runs.contains(where: { $0.text(of: "status") == "failed" }) { throw ExitCode.failed }
    }
}
