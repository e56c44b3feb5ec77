internal import ArgumentParser

/// `watchfloor audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Verify the log of every change.",
        discussion: """
            Every change of an incident is sealed to the one before. Keep a head of that chain elsewhere, and a later \
            verification shows whether anything was altered or removed since. Both read the data folder itself; the \
            server may be running.

            Examples:
              watchfloor audit verify
              watchfloor audit head > head-of-monday.txt
            """,
        subcommands: [
            AuditVerifyCommand.self,
            AuditHeadCommand.self,
        ])
}
