internal import ArgumentParser

/// `watchfloor events`.
struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "See the tables of events, and move their rows in and out as Parquet files.",
        discussion: """
            Examples:
              watchfloor events tables
              watchfloor events export SigninLogs may.parquet --start 2026-05-01
            """,
        subcommands: [
            EventsTablesCommand.self,
            EventsExportCommand.self,
            EventsImportCommand.self,
        ])
}
