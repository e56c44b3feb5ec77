internal import ArgumentParser
internal import Flow
internal import Primitives

/// `watchfloor source connect`.
struct SourceConnectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect",
        abstract: "Print how shippers are pointed at a source, ready to paste.",
        discussion: """
            TOKEN stands for the source's token, which `watchfloor source token` makes and shows once.

            Examples:
              watchfloor source connect siem
              watchfloor source connect siem --tool vector
            """)

    private static let tools = ConnectGuide.Tool.allCases.map(\.rawValue).joined(separator: ", ")

    @Argument(help: "The source.", completion: .names(.sources)) var name: String
    @Option(
        help: "For this program alone: \(SourceConnectCommand.tools).",
        transform: { name in
            guard let tool = ConnectGuide.Tool(rawValue: name) else {
                throw ValidationError("'\(name)' is none of \(SourceConnectCommand.tools)")
            }
            return tool
        })
    var tool: ConnectGuide.Tool?
    @OptionGroup var connection: ConnectionOptions
    @Flag(help: "Print the guides as JSON, by the programs' names.") var json = false

    func run() async throws {
        let client = try connection.client()
        let sources = try await client.get(["api", "sources"]).list(of: "sources")
        guard let source = sources.first(where: { $0.text(of: "name") == name }) else {
            throw CommandFailure("there is no source '\(name)'; make it with `watchfloor source add \(name) --format ...`")
        }
        let guide = ConnectGuide(
            server: "\(client.address)", source: name,
            listeners: source.list(of: "listeners").map { $0.text(of: "address") })
        guard !json else {
            let guides = tool.map({ [$0] }) ?? ConnectGuide.Tool.allCases
            return Terminal.show(
                .object(JSONObject(guides.map { .init(name: $0.rawValue, value: .string(guide.text(for: $0))) })))
        }
        for tool in tool.map({ [$0] }) ?? ConnectGuide.Tool.allCases {
            let lines = guide.text(for: tool).split(separator: "\n", omittingEmptySubsequences: false)
            Terminal.show(["# \(tool.rawValue)"] + lines.map { TerminalText.line(String($0)) } + [""])
        }
    }
}
