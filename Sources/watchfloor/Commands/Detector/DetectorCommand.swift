internal import ArgumentParser
internal import Primitives

/// `watchfloor detector`.
struct DetectorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detector",
        abstract: "See the rules that fired, and keep one out of correlation.",
        discussion: """
            Examples:
              watchfloor detector list --search powershell
              watchfloor detector exclude 4
            """,
        subcommands: [
            DetectorListCommand.self,
            DetectorExcludeCommand.self,
            DetectorIncludeCommand.self,
        ])
}

/// Sets the switch of a detector and says so.
func setExcluded(_ isExcluded: Bool, detector id: String, _ connection: ConnectionOptions, _ output: OutputOptions) async throws {
    let json = try await connection.client().send(.patch, ["api", "detectors", id], ["isExcluded": .bool(isExcluded)])
    guard !output.json else { return Terminal.show(json) }
    let what = isExcluded ? "no longer groups alerts" : "groups alerts"
    Terminal.show(TerminalText.line("\(json.text(of: "title")) (\(json.text(of: "product"))) \(what) from now on"))
}
