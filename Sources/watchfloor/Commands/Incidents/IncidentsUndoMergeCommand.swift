internal import ArgumentParser
internal import Primitives

/// `watchfloor incidents undo-merge`.
struct IncidentsUndoMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo-merge",
        abstract: "Let a merged incident stand alone again.",
        discussion: """
            Its alerts come back to it, and correlation does not merge the two again.

            Example:
              watchfloor incidents undo-merge 9 --comment "different customer"
            """)

    @Argument(help: "The number of the incident that was merged into another one.") var id: Int
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var comment: String?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(
            .post, ["api", "queue", String(id), "undoMerge"], ["comment": .string(comment ?? "")])
        guard !output.json else { return Terminal.show(json) }
        let alerts = Count.text(json.number(of: "alertCount"), "alert")
        Terminal.show(TerminalText.line("incident \(json.text(of: "id")) stands alone again, with \(alerts)"))
    }
}
