internal import ArgumentParser
internal import Primitives

/// `watchfloor openapi`.
struct OpenAPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "Print the description of the HTTP interface (OpenAPI 3.1, JSON).",
        discussion: """
            The server writes it from its own routes; it is also at /openapi.json.

            Examples:
              watchfloor openapi > watchfloor.json
            """)

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        Terminal.show(try await connection.client().get(["openapi.json"]))
    }
}
