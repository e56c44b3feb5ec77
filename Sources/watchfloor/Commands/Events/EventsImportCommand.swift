internal import ArgumentParser
internal import Primitives

/// `watchfloor events import`.
struct EventsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add the rows of a Parquet file to a table.",
        discussion: """
            The file is read by the server, on the server's machine. Its columns go by their names, and all of them have to \
            be the table's. All rows come in or none; a file that is imported twice is in twice.

            Example:
              watchfloor events import DeviceProcessEvents /var/backups/processes.parquet
            """)

    @Argument(help: "The table.", completion: .names(.tables)) var table: String
    @Argument(help: "The file.", completion: .file()) var file: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(
            .post, ["api", "events", "tables", table, "import"], ["file": .string(absolutePath(file))])
        guard !output.json else { return Terminal.show(json) }
        Terminal.show(TerminalText.line("\(json.text(of: "table")): \(Count.text(json.number(of: "rows"), "row")) added"))
    }
}
