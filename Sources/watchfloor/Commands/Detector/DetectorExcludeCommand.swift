internal import ArgumentParser

/// `watchfloor detector exclude`.
struct DetectorExcludeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exclude",
        abstract: "Keep a rule's alerts out of correlation.",
        discussion: """
            The alerts are stored all the same. Alerts that came before stay where they are.

            Example:
              watchfloor detector exclude 4
            """)

    @Argument(help: "The detector's number in `watchfloor detector list`.", completion: .names(.detectors))
    var id: Int
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await setExcluded(true, detector: String(id), connection, output) }
}
