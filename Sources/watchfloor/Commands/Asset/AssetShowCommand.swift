internal import ArgumentParser
internal import Primitives

/// `watchfloor asset show`.
struct AssetShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an asset with the open incidents that name it.",
        discussion: """
            Example:
              watchfloor asset show 17
            """)

    @Argument(help: "The asset's number in `watchfloor asset list`.") var id: Int
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "assets", String(id)])
        output.json ? Terminal.show(json) : Terminal.show(AssetPage.asset(json, for: .output, now: .now))
    }
}
