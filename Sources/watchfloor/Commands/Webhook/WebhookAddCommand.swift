internal import ArgumentParser
internal import Foundation
internal import Primitives

/// `watchfloor webhook add`.
struct WebhookAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Send incidents to an address from now on.",
        discussion: """
            The secret that signs the messages is made and printed, this once, unless one is given in a file.

            Examples:
              watchfloor webhook add https://soar.example/hooks/watchfloor \\
                  --severity high,medium
              watchfloor webhook add http://127.0.0.1:8080/hook --event incident.created \\
                  --tag vip
            """)

    @Argument(help: "Where: https, or http to this machine.") var url: String
    @Option(help: "incident.created, incident.updated; both where it is not given.", transform: words) var event: [String] = []
    @Option(help: "Incidents of these severities alone.", transform: words) var severity: [String] = []
    @Option(help: "Incidents of these statuses alone.", transform: words) var status: [String] = []
    @Option(help: "Incidents with one of these tags alone.", transform: words) var tag: [String] = []
    @Flag(help: "Incidents that are kept off the queue as well.") var all = false
    @Option(help: ArgumentHelp("How long an incident has to be quiet before it is told. (default: 5)", valueName: "seconds"))
    var settle: Int64?
    @Option(help: ArgumentHelp("After how long it is told although it is not quiet. (default: 60)", valueName: "seconds"))
    var longestSettle: Int64?
    @Option(help: ArgumentHelp("A file that holds the secret.", valueName: "file"), completion: .file())
    var secretFile: String?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var body = JSONObject([.init(name: "url", value: .string(url)), .init(name: "includesOffQueue", value: .bool(all))])
        for (name, values) in [("events", event), ("severities", severity), ("statuses", status), ("tags", tag)]
        where !values.isEmpty { body[name] = .array(values.map { .string($0) }) }
        if let settle { body["settleSeconds"] = .integer(settle) }
        if let longestSettle { body["longestSettleSeconds"] = .integer(longestSettle) }
        if let secretFile { body["secret"] = .string(try WebhookAddCommand.secret(in: secretFile)) }
        let json = try await connection.client().send(.post, ["api", "webhooks"], .object(body))
        if output.json { return Terminal.show(json) }
        Terminal.show(TerminalText.line("webhook \(json.number(of: "id")) tells \(json.text(of: "url"))"))
        if secretFile == nil { Terminal.show(TerminalText.line(json.text(of: "secret"))) }
    }

    private static func secret(in file: String) throws(CommandFailure) -> String {
        do {
            return try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw CommandFailure("the secret '\(file)' cannot be read as UTF-8 text: \(error.localizedDescription)")
        }
    }
}

/// Words with commas between.
private func words(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }
