internal import ArgumentParser
internal import Primitives
internal import SecurityModel

/// `watchfloor incidents list`.
struct IncidentsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the queue: open incidents, the most urgent first.",
        discussion: """
            Several values of one option stand with commas between, or the option stands several times.

            Examples:
              watchfloor incidents list --severity high,medium
              watchfloor incidents list --owner "" --order lastUpdate
              watchfloor incidents list --all --search "web01" --json
            """)

    enum Order: String, CaseIterable, ExpressibleByArgument { case priority, lastUpdate, created }

    @Option(help: "Only these statuses.") var status: [Members<IncidentStatus>] = []
    @Option(help: "Only these severities.") var severity: [Members<AlertSeverity>] = []
    @Option(help: ArgumentHelp("Only those of this person; \"\" for nobody's.", valueName: "name"), completion: .names(.people))
    var owner: String?
    @Option(help: "Only those with this tag.") var tag: String?
    @Option(help: "Only those with alerts of this product.") var product: String?
    @Option(help: ArgumentHelp("Only those with this text.", valueName: "text")) var search: String?
    @Flag(help: "Also what is kept off the queue or resolved. What was merged: --status redirected.") var all = false
    @Option(help: "What comes first.") var order = Order.priority
    @Option(help: "Rows, at most (1 to 1000).") var limit = 50
    @Option(help: "Rows to leave out at the beginning.") var skip = 0
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit must be from 1 to 1000, not \(limit)") }
        guard skip >= 0 else { throw ValidationError("--skip must not be negative") }
    }

    func run() async throws {
        let json = try await connection.client().get(
            ["api", "queue"],
            [
                "status": status.names(), "severity": severity.names(), "assignedTo": owner, "tag": tag, "product": product,
                "search": search, "all": all ? "true" : nil, "order": order.rawValue, "top": String(limit),
                "skip": String(skip),
            ])
        output.json ? Terminal.show(json) : Terminal.show(QueuePage(json, skip: skip).lines(for: .output, now: .now))
    }
}
