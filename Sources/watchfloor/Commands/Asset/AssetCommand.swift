internal import ArgumentParser
internal import Primitives

/// `watchfloor asset`.
struct AssetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "asset",
        abstract: "See devices, accounts and resources that alerts name, and say how critical they are.",
        discussion: """
            Criticality raises the priority of incidents, of open ones at once.

            Examples:
              watchfloor asset list --kind device --search web
              watchfloor asset set 17 --criticality veryHigh --add-tag payroll
              watchfloor asset rule add "Domain controllers" --name-starts-with dc- \\
                  --criticality veryHigh
            """,
        subcommands: [
            AssetListCommand.self,
            AssetShowCommand.self,
            AssetSetCommand.self,
            AssetRuleCommand.self,
        ])
}
