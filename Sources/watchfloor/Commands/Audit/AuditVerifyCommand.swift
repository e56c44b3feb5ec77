internal import ArgumentParser
internal import Server

/// `watchfloor audit verify`.
struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that no change was altered, inserted or removed.",
        discussion: """
            The exit code is 0 where everything is as it was written, and 2 where there are findings.

            Examples:
              watchfloor audit verify
              watchfloor audit verify --data ./data --head head-of-monday.txt
            """)

    @OptionGroup var location: DataOptions

    @Option(help: ArgumentHelp("A head that `watchfloor audit head` gave earlier.", valueName: "file"), completion: .file())
    var head: String?

    func run() async throws {
        let report = try await OfflineStore.audit(location.directory, headFile: head)
        Terminal.show(report.findings.map(TerminalText.line))
        let extent = "\(Count.text(report.changes, "change")) in \(Count.text(report.links, "link"))"
        guard report.findings.isEmpty else {
            Terminal.complain("\(Count.text(Int64(report.findings.count), "finding")) in \(extent)")
            throw ExitCode.findings
        }
        Terminal.show("\(extent), all as they were written")
    }
}
