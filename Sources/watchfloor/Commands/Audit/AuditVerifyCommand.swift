internal import ArgumentParser
internal import Primitives
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
              watchfloor audit verify --json
              watchfloor audit verify --data ./data --head head-of-monday.txt
            """)

    @OptionGroup var location: DataOptions

    @Option(help: ArgumentHelp("A head that `watchfloor audit head` gave earlier.", valueName: "file"), completion: .file())
    var head: String?

    @Flag(help: "Print the result as JSON.") var json = false

    func run() async throws {
        let report = try await OfflineStore.audit(location.directory, headFile: head)
        guard !json else {
            Terminal.show([
                "changes": .integer(report.changes), "links": .integer(report.links), "findings": .texts(report.findings),
                "isIntact": .bool(report.findings.isEmpty),
            ])
            if !report.findings.isEmpty { throw ExitCode.findings }
            return
        }
        Terminal.show(report.findings.map(TerminalText.line))
        let extent = "\(Count.text(report.changes, "change")) in \(Count.text(report.links, "link"))"
        guard report.findings.isEmpty else {
            Terminal.complain("\(Count.text(Int64(report.findings.count), "finding")) in \(extent)")
            throw ExitCode.findings
        }
        Terminal.show("\(extent), all as they were written")
    }
}
