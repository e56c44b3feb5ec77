internal import ArgumentParser

/// `watchfloor detector include`.
struct DetectorIncludeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "include",
        abstract: "Let a rule's alerts take part in correlation again.",
        discussion: """
            The alerts are stored all the same. Alerts that came before stay where they are.

            Example:
              watchfloor detector include 4
            """)

    @Argument(help: "The detector's number in `watchfloor detector list`.", completion: .names(.detectors))
    var id: Int
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws { try await setExcluded(false, detector: String(id), connection, output) }
}
