internal import ArgumentParser
internal import Primitives

/// `watchfloor incidents show`.
struct IncidentsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Explain one incident: its rank, what it touches, and why its alerts belong together.",
        discussion: """
            With --json, the answer is an object of the server's two: `incident` and `alerts`.

            Examples:
              watchfloor incidents show 7
              watchfloor incidents show 7 --alerts 200
            """)

    @Argument(help: "The incident's number.", completion: .names(.incidents)) var id: Int
    @Option(help: ArgumentHelp("Alerts in the timeline, at most (0 to 1000).", valueName: "n")) var alerts = 20
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (0...1000).contains(alerts) else { throw ValidationError("--alerts must be from 0 to 1000, not \(alerts)") }
    }

    func run() async throws {
        let client = try connection.client()
        let incident = try await client.get(["api", "queue", String(id)])
        let rows = try await client.get(["api", "queue", String(id), "alerts"], ["top": String(alerts)])
        guard !output.json else {
            return Terminal.show(["incident": incident, "alerts": rows["alerts"] ?? []])
        }
        Terminal.show(IncidentPage(incident, alerts: rows.list(of: "alerts")).lines(for: .output, now: .now))
    }
}
