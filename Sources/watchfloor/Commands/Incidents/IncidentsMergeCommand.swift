internal import ArgumentParser
internal import Primitives

/// `watchfloor incidents merge`.
struct IncidentsMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Merge incidents into one.",
        discussion: """
            The alerts go to the first; the others point to it. `undo-merge` takes one out again.

            Example:
              watchfloor incidents merge 7 9 12 --comment "one attacker"
            """)

    @Argument(help: "The incidents' numbers, two or more.", completion: .names(.incidents)) var ids: [Int]
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var comment: String?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard Set(ids).count >= 2 else { throw ValidationError("two different incidents or more are needed to merge") }
    }

    func run() async throws {
        let json = try await connection.client().send(
            .post, ["v1.0", "security", "incidents", "mergeIncidents"],
            ["incidentIds": .array(ids.map { .string(String($0)) }), "incidentComment": .string(comment ?? "")])
        output.json
            ? Terminal.show(json)
            : Terminal.show(TerminalText.line("merged into incident \(json.text(of: "targetIncidentId"))"))
    }
}
