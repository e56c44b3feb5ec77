internal import ArgumentParser
internal import Primitives

/// `watchfloor status`.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what the server holds and how far it is.",
        discussion: """
            Examples:
              watchfloor status
              watchfloor status --json
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "status"])
        output.json ? Terminal.show(json) : Terminal.show(StatusPage(json).lines(for: .output, now: .now))
    }
}

/// The server's state, laid out.
struct StatusPage {
    let json: JSONValue

    init(_ json: JSONValue) { self.json = json }

    func lines(for terminal: Terminal, now: Timestamp) -> [String] {
        let inbox = json["inbox"] ?? .null
        var table = Table([.fixed(""), .text("", minimum: 20)])
        table.add(["version", Table.Cell(json.text(of: "version"))])
        table.add(["running since", Table.Cell(json.time(of: "started").map { LocalTime.full($0, now: now) } ?? "")])
        table.add(["data", Table.Cell(json.text(of: "dataDirectory"))])
        table.add(["alerts", Table.Cell(json.count(of: "alerts"))])
        table.add(["incidents", Table.Cell(json.count(of: "incidents"))])
        table.add(["on the queue", Table.Cell("\(json.count(of: "queue")), and \(json.count(of: "offQueue")) kept off it")])
        table.add(["unreadable", Table.Cell("\(records(json.number(of: "rejected"))) (watchfloor ingest --errors)")])
        let waiting = "\(records(inbox.number(of: "waiting"))) waiting, \(ByteCount.text(inbox.number(of: "bytes")))"
        table.add(["inbox", Table.Cell("\(waiting) of \(ByteCount.text(inbox.number(of: "limitBytes")))")])
        if let events = json["events"] {
            let state =
                events.flag(of: "available") ? "\(events.count(of: "stored")) stored since the start" : events.text(of: "reason")
            table.add(["events", Table.Cell(state)])
        }
        return table.lines(for: terminal)
    }

    private func records(_ count: Int64) -> String { count == 1 ? "1 record" : "\(count) records" }
}
