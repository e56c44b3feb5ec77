internal import ArgumentParser

/// `watchfloor events`.
struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "See the tables of events, and move their rows in and out as Parquet files.",
        subcommands: [
            EventsTablesCommand.self,
            EventsExportCommand.self,
            EventsImportCommand.self,
        ])
}
