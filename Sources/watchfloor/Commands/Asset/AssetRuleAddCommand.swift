internal import ArgumentParser
internal import Primitives
internal import SecurityModel

/// `watchfloor asset rule add`.
struct AssetRuleAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make a rule.",
        discussion: """
            All conditions have to hold; of several rules that take an asset the highest counts. Conditions on addresses and \
            domains are for devices.

            Examples:
              watchfloor asset rule add "Domain controllers" --name-starts-with dc- \\
                  --criticality veryHigh
              watchfloor asset rule add "Production" --tag prod --address 10.3.0.0/16 \\
                  --criticality high
              watchfloor asset rule add "Board" --kind user \\
                  --name-ends-with @board.example --criticality high
            """)

    @Argument(help: "What people call the rule.") var name: String
    @Option(help: "The level of the assets that it takes.") var criticality: Member<CriticalAsset.Level>
    @Option(help: "What sort of asset it is about.") var kind = Member(EntityKind.device)
    @Option(help: ArgumentHelp("Their name begins so.", valueName: "text")) var nameStartsWith: [String] = []
    @Option(help: ArgumentHelp("Their name has this in it.", valueName: "text")) var nameContains: [String] = []
    @Option(help: ArgumentHelp("Their name ends so.", valueName: "text")) var nameEndsWith: [String] = []
    @Option(help: "They have this tag.") var tag: [String] = []
    @Option(help: ArgumentHelp("Their address is in this block.", valueName: "block")) var address: [String] = []
    @Option(help: "They are of this domain.") var domain: [String] = []
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if conditions.isEmpty { throw ValidationError("a rule has at least one condition, as --name-starts-with dc-") }
    }

    func run() async throws {
        let body: JSONValue = [
            "name": .string(name), "kind": .string(kind.name), "criticality": .string(criticality.name),
            "conditions": .array(conditions),
        ]
        let json = try await connection.client().send(.post, ["api", "assetRules"], body)
        output.json ? Terminal.show(json) : Terminal.show(AssetRuleCommand.line(json))
    }

    private var conditions: [JSONValue] {
        let tests = [
            ("nameStartsWith", nameStartsWith), ("nameContains", nameContains), ("nameEndsWith", nameEndsWith), ("tag", tag),
            ("address", address), ("domain", domain),
        ]
        return tests.flatMap { name, texts in
            texts.map { .object(JSONObject([.init(name: name, value: .string($0))])) }
        }
    }
}
