internal import ArgumentParser
internal import Primitives

/// `watchfloor detections preview`.
struct DetectionsPreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show what a rule would have found, and keep nothing.",
        discussion: """
            Examples:
              watchfloor detections preview encoded-powershell
              watchfloor detections preview encoded-powershell \\
                  --timespan 2026-05-01/2026-05-08
            """)

    @Argument(help: "The rule's name.", completion: .names(.detections)) var name: String
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
