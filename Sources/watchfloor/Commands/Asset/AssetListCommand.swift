internal import ArgumentParser
internal import Primitives
internal import SecurityModel

/// `watchfloor asset list`.
struct AssetListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List assets, the most critical first.",
        discussion: """
            Several values of one option stand with commas between, or the option stands several times.

            Examples:
              watchfloor asset list --kind device,user --search mara
              watchfloor asset list --criticality high,veryHigh --order alerts
              watchfloor asset list --tag payroll --json
            """)

    enum Order: String, CaseIterable, ExpressibleByArgument { case criticality, lastSeen, firstSeen, alerts, name }

    @Option(help: "Only these kinds.") var kind: [Members<EntityKind>] = []
    @Option(help: "Only these levels.") var criticality: [Members<CriticalAsset.Level>] = []
    @Option(help: "Only those with this tag.") var tag: String?
    @Option(help: ArgumentHelp("Only those with this in their name.", valueName: "text")) var search: String?
    @Option(help: "What comes first.") var order = Order.criticality
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
            ["api", "assets"],
            [
                "kind": kind.names(), "criticality": criticality.names(), "tag": tag, "search": search, "order": order.rawValue,
                "top": String(limit), "skip": String(skip),
            ])
        output.json ? Terminal.show(json) : Terminal.show(AssetPage.list(json, skip: skip, for: .output, now: .now))
    }
}
