internal import ArgumentParser
internal import Primitives

/// `watchfloor detector list`.
struct DetectorListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the rules that fired so far.",
        discussion: """
            Example:
              watchfloor detector list --search powershell
            """)

    @Option(help: ArgumentHelp("Only those with this in their product, rule or title.", valueName: "text")) var search: String?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "detectors"], ["search": search])
        guard !output.json else { return Terminal.show(json) }
        var table = Table([
            .fixed("ID", isNumber: true), .text("PRODUCT", minimum: 6), .text("RULE"), .text("TITLE", minimum: 12),
            .fixed("CORRELATION"),
        ])
        for detector in json.list(of: "detectors") {
            let isExcluded = detector.flag(of: "isExcluded")
            table.add([
                Table.Cell(detector.text(of: "id")), Table.Cell(detector.text(of: "product")),
                Table.Cell(detector.text(of: "rule")), Table.Cell(detector.text(of: "title")),
                Table.Cell(isExcluded ? "excluded" : "", .yellow),
            ])
        }
        Terminal.show(table.rows.isEmpty ? ["no detectors"] : table.lines(for: .output))
    }
}
