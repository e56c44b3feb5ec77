internal import ArgumentParser
internal import Foundation
internal import Primitives

/// `watchfloor detections import`.
struct DetectionsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in scheduled and NRT rules of Sentinel's YAML form.",
        discussion: """
            A new rule is disabled until it is enabled, so that it can be previewed first; one that is here is changed, and \
            stays enabled where it was. Its name is the file's id. What a file says that has no effect here is told.

            Examples:
              watchfloor detections import rules/*.yaml
              watchfloor detections import encoded.yaml --name encoded-powershell --enable
            """)

    @Argument(help: "The files.", completion: .file(extensions: ["yaml", "yml"])) var files: [String]
    @Option(help: "What one rule is called, instead of the id in its file.") var name: String?
    @Flag(help: "Run the rules from now on.") var enable = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if name != nil, files.count > 1 { throw ValidationError("--name is for one file") }
    }

    func run() async throws {
        let client = try connection.client()
        var failed = 0
        for file in files {
            do {
                var body = JSONObject([
                    .init(name: "yaml", value: .string(try DetectionsImportCommand.text(of: file))),
                    .init(name: "enable", value: .bool(enable)),
                ])
                if let name { body["name"] = .string(name) }
                let json = try await client.send(.post, ["api", "detections", "import"], .object(body))
                output.json ? Terminal.show(json) : Terminal.show(DetectionPage.imported(json))
            } catch let failure as CommandFailure where files.count > 1 && failure.code == .failed {
                failed += 1
                Terminal.complain("error: " + TerminalText.line("\(file): \(failure.description)"))
            }
        }
        if failed > 0 { throw ExitCode.failed }
    }

    private static func text(of file: String) throws(CommandFailure) -> String {
        do {
            return try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8)
        } catch {
            throw CommandFailure("'\(file)' cannot be read as UTF-8 text: \(error.localizedDescription)")
        }
    }
}
