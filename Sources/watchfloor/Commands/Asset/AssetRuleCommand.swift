internal import ArgumentParser
internal import Primitives
internal import SecurityModel

/// `watchfloor asset rule`.
struct AssetRuleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule",
        abstract: "Say by rules how critical assets are.",
        discussion: """
            Examples:
              watchfloor asset rule list
              watchfloor asset rule add Production --tag prod --criticality high
            """,
        subcommands: [
            AssetRuleListCommand.self,
            AssetRuleAddCommand.self,
            AssetRuleRemoveCommand.self,
        ])

    /// A rule in one line: `2: Domain controllers (device, nameStartsWith dc-) veryHigh`.
    static func line(_ rule: JSONValue) -> String {
        let conditions = rule.list(of: "conditions").compactMap { $0.object?.members.first }
            .map { "\($0.name) \($0.value.string ?? "")" }.joined(separator: ", ")
        return TerminalText.line(
            "\(rule.text(of: "id")): \(rule.text(of: "name")) (\(rule.text(of: "kind")), \(conditions)) "
                + rule.text(of: "criticality"))
    }
}

/// `watchfloor asset rule list`.
struct AssetRuleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the rules.",
        discussion: """
            Example:
              watchfloor asset rule list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().get(["api", "assetRules"])
        guard !output.json else { return Terminal.show(json) }
        let lines = json.list(of: "rules").map(AssetRuleCommand.line)
        Terminal.show(lines.isEmpty ? ["no rules; make one with `watchfloor asset rule add`"] : lines)
    }
}

/// `watchfloor asset rule remove`.
struct AssetRuleRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a rule.",
        discussion: """
            Example:
              watchfloor asset rule remove 2
            """)

    @Argument(help: "The rule's number in `watchfloor asset rule list`.") var id: Int
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let json = try await connection.client().send(.delete, ["api", "assetRules", String(id)], [:])
        output.json ? Terminal.show(json) : Terminal.show("removed " + AssetRuleCommand.line(json))
    }
}
