internal import ArgumentParser
internal import Primitives

/// `watchfloor incidents comment`.
struct IncidentsCommentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comment",
        abstract: "Add a comment to an incident.",
        discussion: """
            Example:
              watchfloor incidents comment 7 "isolated web01, waiting for the image"
            """)

    @Argument(help: "The incident's number.", completion: .names(.incidents)) var id: Int
    @Argument(help: "The text.") var text: String
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(
            .post, ["v1.0", "security", "incidents", String(id), "comments"], ["comment": .string(text)])
        let count = Int64(json.list(of: "value").count)
        output.json ? Terminal.show(json) : Terminal.show("incident \(id) has \(Count.text(count, "comment"))")
    }
}
