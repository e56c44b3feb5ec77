internal import ArgumentParser
internal import Primitives

/// `watchfloor events tables`.
struct EventsTablesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tables",
        abstract: "List the tables of events and how much is in each.",
        discussion: """
            With a table's name, its columns. Sizes are those on the disk, roughly.

            Examples:
              watchfloor events tables
              watchfloor events tables --all
              watchfloor events tables DeviceProcessEvents
            """)

    @Argument(help: "A table, to see its columns.", completion: .names(.tables)) var table: String?
    @Flag(help: "Empty tables too.") var all = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "events", "tables"])
        guard !output.json else { return Terminal.show(json) }
        let tables = json.list(of: "tables")
        guard let name = table else { return Terminal.show(lines(tables)) }
        guard let found = tables.first(where: { $0.text(of: "name") == name || $0.list(of: "alsoNamed").contains(.string(name)) })
        else { throw CommandFailure("there is no table of events called '\(name)'") }
        Terminal.show(columns(of: found))
    }

    private func lines(_ tables: [JSONValue]) -> [String] {
        var page = Table([
            .fixed("TABLE"), .fixed("ROWS", isNumber: true), .fixed("SIZE", isNumber: true), .fixed("OLDEST"), .fixed("NEWEST"),
        ])
        let now = Timestamp.now
        for table in tables where all || table.number(of: "rows") > 0 {
            func time(_ name: String) -> Table.Cell {
                Table.Cell(table.time(of: name).map { LocalTime.full($0, now: now) } ?? "")
            }
            page.add([
                Table.Cell(table.text(of: "name")), Table.Cell(table.count(of: "rows")),
                Table.Cell(ByteCount.text(table.number(of: "bytes"))), time("oldest"), time("newest"),
            ])
        }
        return page.rows.isEmpty ? ["no events; --all lists the tables"] : page.lines(for: .output)
    }

    private func columns(of table: JSONValue) -> [String] {
        var page = Table([.fixed("COLUMN"), .fixed("TYPE"), .text("", minimum: 20)])
        for column in table.list(of: "columns") {
            page.add([
                Table.Cell(column.text(of: "name")), Table.Cell(column.text(of: "type")), Table.Cell(column.text(of: "summary")),
            ])
        }
        return [TerminalText.line("\(table.text(of: "name")): \(table.text(of: "summary"))"), ""] + page.lines(for: .output)
    }
}
