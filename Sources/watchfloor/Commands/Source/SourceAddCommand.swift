internal import ArgumentParser
internal import Primitives

/// `watchfloor source add`.
struct SourceAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make a source, or change one.",
        discussion: """
            Examples:
              watchfloor source add siem --format wazuh --token
              watchfloor source add mail --format mapping --mapping mail.yaml --scope hq
              watchfloor source add firewall --format cef --time-zone Europe/Berlin
              watchfloor source add audit --format auditd --device-name web-1
            """)

    @Argument(help: "Its name: 1 to 64 of a-z A-Z 0-9 . _ -") var name: String
    @Option(help: "How its alerts are written; see `watchfloor source formats`.", completion: .list(SourceFormatsCommand.names))
    var format: String
    @Option(help: ArgumentHelp("The mapping, for the format 'mapping'.", valueName: "file"), completion: .file())
    var mapping: String?
    @Option(help: "The site that its private addresses and devices without a domain belong to.") var scope: String?
    @Option(help: ArgumentHelp("The zone of times that say none, such as Europe/Berlin (default: UTC).", valueName: "zone"))
    var timeZone: String?
    @Option(help: ArgumentHelp("The machine that events are about where they and their sender name none.", valueName: "name"))
    var deviceName: String?
    @Flag(help: "Make a token for it and print that, this once.") var token = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try watchfloor.validate(format: format, mapping: mapping) }

    func run() async throws {
        let client = try connection.client()
        let json = try await client.send(
            .put, ["api", "sources", name],
            try sourceRequest(format: format, mapping: mapping, scope: scope, timeZone: timeZone, deviceName: deviceName))
        let made = token ? try await SourceTokenCommand.make(name, client) : nil
        guard !output.json else {
            var members = json.object ?? JSONObject()
            if let made { members["token"] = made["token"] }
            return Terminal.show(.object(members))
        }
        Terminal.show(TerminalText.line("source \(json.text(of: "name")) reads \(json.text(of: "format"))"))
        if let made { Terminal.show(TerminalText.line(made.text(of: "token"))) }
    }
}
