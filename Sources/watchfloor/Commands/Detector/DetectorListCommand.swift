internal import ArgumentParser
internal import Primitives

/// `watchfloor detector list`.
struct DetectorListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the rules that fired so far.",
        discussion: """
            Example:
              watchfloor detector list --search powershell --limit 20
            """)

    @Option(help: ArgumentHelp("Only those with this in their product, rule or title.", valueName: "text")) var search: String?
    @Option(help: "Rows, at most (1 to 100000).") var limit = 1000
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 100000, not \(limit)") }
    }

    func run() async throws {
        let json = try await connection.client().get(["api", "detectors"], ["search": search])
        let all = json.list(of: "detectors")
        let shown = Array(all.prefix(limit))
        guard !output.json else {
            var members = json.object ?? JSONObject()
            members["detectors"] = .array(shown)
            return Terminal.show(.object(members))
        }
        var table = Table([
            .fixed("ID", isNumber: true), .text("PRODUCT", minimum: 6), .text("RULE"), .text("TITLE", minimum: 12),
            .fixed("CORRELATION"),
        ])
        for detector in shown {
            let isExcluded = detector.flag(of: "isExcluded")
            table.add([
                Table.Cell(detector.text(of: "id")), Table.Cell(detector.text(of: "product")),
                Table.Cell(detector.text(of: "rule")), Table.Cell(detector.text(of: "title")),
                Table.Cell(isExcluded ? "excluded" : "", .yellow),
            ])
        }
        let more = all.count - shown.count
        let footer = more > 0 ? ["and \(more) more (--limit N shows more)"] : []
        Terminal.show(table.rows.isEmpty ? ["no detectors"] : table.dropping(["CORRELATION": ""]).lines(for: .output) + footer)
    }
}
