internal import ArgumentParser
internal import Primitives
internal import SecurityModel

/// `watchfloor asset set`.
struct AssetSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Say how critical an asset is, and give it tags.",
        discussion: """
            What is set here goes before the rules. Tags are added and removed one by one; both options can be given several \
            times.

            Examples:
              watchfloor asset set 17 --criticality veryHigh
              watchfloor asset set 17 --by-rules --add-tag payroll --remove-tag test
            """)

    @Argument(help: "The asset's number in `watchfloor asset list`.") var id: Int
    @Option(help: "How much the organisation depends on it.") var criticality: Member<CriticalAsset.Level>?
    @Flag(help: "Let the rules decide again how critical it is.") var byRules = false
    @Option(help: "A tag to add.") var addTag: [String] = []
    @Option(help: "A tag to remove.") var removeTag: [String] = []
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if criticality != nil, byRules { throw ValidationError("--criticality and --by-rules exclude each other") }
        if criticality == nil, !byRules, addTag.isEmpty, removeTag.isEmpty {
            throw ValidationError("there is nothing to change; name at least one option, as --criticality high")
        }
    }

    func run() async throws {
        let client = try connection.client()
        let path = ["api", "assets", String(id)]
        var change = JSONObject()
        if let criticality { change["criticality"] = .string(criticality.name) }
        if byRules { change["criticality"] = .null }
        if !addTag.isEmpty || !removeTag.isEmpty {
            var tags = try await client.get(path).texts(of: "tags").filter { !removeTag.contains($0) }
            for tag in addTag where !tags.contains(tag) { tags.append(tag) }
            change["tags"] = .texts(tags)
        }
        let json = try await client.send(.patch, path, .object(change))
        output.json ? Terminal.show(json) : Terminal.show(AssetPage.summary(json))
    }
}
