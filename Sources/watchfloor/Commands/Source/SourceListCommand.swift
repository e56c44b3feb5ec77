internal import ArgumentParser
internal import Primitives

/// `watchfloor source list`.
struct SourceListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the sources.",
        discussion: """
            Example:
              watchfloor source list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "sources"])
        guard !output.json else { return Terminal.show(json) }
        let table = SourceListCommand.table(json.list(of: "sources"), now: .now)
        guard !table.rows.isEmpty else { return Terminal.show("no sources; make one with `watchfloor source add`") }
        Terminal.show(table.dropping(["SCOPE": "", "TOKEN": "-", "READS": ""]).lines(for: .output))
    }

    static func table(_ sources: [JSONValue], now: Timestamp) -> Table {
        var table = Table([
            .text("NAME"), .fixed("FORMAT"), .text("SCOPE", minimum: 5), .fixed("TOKEN"), .fixed("RECORDS", isNumber: true),
            .fixed("LAST"), .fixed("/MIN", isNumber: true), .fixed("UNREADABLE", isNumber: true), .text("READS", minimum: 12),
        ])
        for source in sources {
            table.add([
                Table.Cell(source.text(of: "name"), .bold), Table.Cell(source.text(of: "format")),
                Table.Cell(source.text(of: "scope")), Table.Cell(source.flag(of: "hasToken") ? "yes" : "-", .faint),
                Table.Cell(source.count(of: "receivedCount")),
                Table.Cell(source.time(of: "lastReceived").map { RelativeTime.text($0, now: now) } ?? "never"),
                Table.Cell(source.count(of: "perMinute")), Table.Cell(source.count(of: "rejectedCount")),
                Table.Cell((source.texts(of: "files") + source.list(of: "listeners").map(listener)).joined(separator: ", ")),
            ])
        }
        return table
    }

    /// A listener with what is wrong with it.
    static func listener(_ listener: JSONValue) -> String {
        var faults: [String] = []
        if !listener.flag(of: "isOpen") {
            let failure = listener.text(of: "failure")
            faults.append(failure.isEmpty ? "not open" : "not open: \(failure)")
        }
        for (name, words) in [("dropped", "dropped"), ("cut", "cut"), ("refusedConnections", "connections refused")]
        where listener.number(of: name) > 0 { faults.append("\(listener.count(of: name)) \(words)") }
        return listener.text(of: "address") + (faults.isEmpty ? "" : " (\(faults.joined(separator: "; ")))")
    }
}
