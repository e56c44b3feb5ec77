internal import ArgumentParser

/// `watchfloor detections enable`.
struct DetectionsEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Run a rule from now on.",
        discussion: """
            Example:
              watchfloor detections enable encoded-powershell
            """)

    @Argument(help: "The rule's name.", completion: .names(.detections)) var name: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await setEnabled(true, rule: name, connection, output) }
}
