internal import ArgumentParser

/// `watchfloor detections disable`.
struct DetectionsDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Run a rule no more, and keep it.",
        discussion: """
            Example:
              watchfloor detections disable encoded-powershell
            """)

    @Argument(help: "The rule's name.", completion: .names(.detections)) var name: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await setEnabled(false, rule: name, connection, output) }
}
