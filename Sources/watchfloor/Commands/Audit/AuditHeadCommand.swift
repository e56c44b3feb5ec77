internal import ArgumentParser
internal import Server

/// `watchfloor audit head`.
struct AuditHeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "Print the newest seal of the log, to be kept elsewhere.",
        discussion: """
            Example:
              watchfloor audit head > head-of-monday.txt
            """)

    @OptionGroup var location: DataOptions

    func run() async throws {
        let report = try await OfflineStore.audit(location.directory, headFile: nil)
        guard report.findings.isEmpty else {
            throw CommandFailure("the log has findings, so its head vouches for nothing; see `watchfloor audit verify`", .findings)
        }
        guard let head = report.head else { throw CommandFailure("nothing has been changed yet, so there is no head") }
        Terminal.show(TerminalText.lines(head).filter { !$0.isEmpty })
    }
}
