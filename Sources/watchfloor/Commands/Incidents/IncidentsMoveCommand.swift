internal import ArgumentParser
internal import Primitives

/// `watchfloor incidents move`.
struct IncidentsMoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move alerts to another incident, or to a new one.",
        discussion: """
            Examples:
              watchfloor incidents move al17 al18 --to 7
              watchfloor incidents move al17 --comment "a scanner of our own"
            """)

    @Argument(help: ArgumentHelp("The alerts, as al17.", valueName: "alert")) var alerts: [String]
    @Option(help: ArgumentHelp("The incident that gets them; without it, a new one.", valueName: "id")) var to: Int?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var comment: String?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var body = JSONObject([.init(name: "alertIds", value: .texts(alerts))])
        body["incidentId"] = to.map { .string(String($0)) }
        body["alertComment"] = .string(comment ?? "")
        let json = try await connection.client().send(
            .post, ["v1.0", "security", "alerts_v2", "moveAlerts"], .object(body))
        guard !output.json else { return Terminal.show(json) }
        let moved = Count.text(Int64(alerts.count), "alert")
        Terminal.show(TerminalText.line("\(moved) moved to incident \(json.text(of: "targetIncidentId"))"))
    }
}
