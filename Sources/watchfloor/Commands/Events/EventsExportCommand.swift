internal import ArgumentParser
internal import Primitives

/// `watchfloor events export`.
struct EventsExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write rows of a table into a Parquet file.",
        discussion: """
            The file is written by the server, on the server's machine, and must not exist yet. Moments are whole numbers: \
            ticks of 100 ns since year 1, from which they come back as they were. With --timestamps they are Parquet's \
            timestamps of microseconds, as other programs know them.

            Examples:
              watchfloor events export DeviceProcessEvents /var/backups/processes.parquet
              watchfloor events export SigninLogs may.parquet --start 2026-05-01 \\
                  --end 2026-06-01 --timestamps
            """)

    @Argument(help: "The table.", completion: .names(.tables)) var table: String
    @Argument(help: "The file to make.", completion: .file()) var file: String
    @Option(help: ArgumentHelp("Only events from this time on.", valueName: "time")) var start: String?
    @Option(help: ArgumentHelp("Only events before this time.", valueName: "time")) var end: String?
    @Flag(help: "Moments as timestamps of microseconds.") var timestamps = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var body: JSONObject = ["file": .string(absolutePath(file)), "asTimestamps": .bool(timestamps)]
        if let start { body["start"] = .string(start) }
        if let end { body["end"] = .string(end) }
        let json = try await connection.client().send(.post, ["api", "events", "tables", table, "export"], .object(body))
        guard !output.json else { return Terminal.show(json) }
        Terminal.show(TerminalText.line("\(json.text(of: "file")): \(Count.text(json.number(of: "rows"), "row"))"))
    }
}
