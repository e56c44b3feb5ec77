internal import ArgumentParser
internal import Primitives
internal import SecurityModel

/// `watchfloor incidents set`.
struct IncidentsSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change what people decide about an incident.",
        discussion: """
            Resolving an incident resolves its alerts. Tags are added and removed one by one; both options can be given \
            several times.

            Examples:
              watchfloor incidents set 7 --status inProgress --owner ana \\
                  --comment "looking at web01"
              watchfloor incidents set 7 --status resolved --classification truePositive \\
                  --determination malware
              watchfloor incidents set 7 --no-owner --add-tag vip --remove-tag triage
            """)

    @Argument(help: "The incident's number.", completion: .names(.incidents)) var id: Int
    @Option(help: "Its status.") var status: StatusToSet?
    @Option(help: "Its severity.") var severity: Member<AlertSeverity>?
    @Option(help: "What it turned out to be.") var classification: Member<Classification>?
    @Option(help: "What it was, more finely.") var determination: Member<Determination>?
    @Option(help: ArgumentHelp("Who works on it.", valueName: "name"), completion: .names(.people)) var owner: String?
    @Flag(help: "Nobody works on it.") var noOwner = false
    @Option(help: "Its name; it is then not named anew as alerts come.") var name: String?
    @Option(help: "A tag to add.") var addTag: [String] = []
    @Option(help: "A tag to remove.") var removeTag: [String] = []
    @Option(help: ArgumentHelp("Why it is resolved.", valueName: "text")) var resolvingComment: String?
    @Option(help: ArgumentHelp("A comment to add.", valueName: "text")) var comment: String?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if owner != nil, noOwner { throw ValidationError("--owner and --no-owner exclude each other") }
        if comment?.isEmpty == true { throw ValidationError("--comment has no text") }
        if changes.isEmpty, addTag.isEmpty, removeTag.isEmpty, comment == nil {
            throw ValidationError("there is nothing to change; name at least one option, as --status inProgress")
        }
    }

    func run() async throws {
        let client = try connection.client()
        let path = ["v1.0", "security", "incidents", String(id)]
        var changes = changes
        if !addTag.isEmpty || !removeTag.isEmpty {
            let present = try await client.get(path).texts(of: "customTags")
            changes["customTags"] = .texts(tags(after: present))
        }
        if !changes.isEmpty { _ = try await client.send(.patch, path, .object(changes)) }
        if let comment { _ = try await client.send(.post, path + ["comments"], ["comment": .string(comment)]) }
        let json = try await client.get(path)
        output.json ? Terminal.show(json) : Terminal.show(TerminalText.line(IncidentsSetCommand.summary(json)))
    }

    /// The members of the request, except the tags.
    private var changes: JSONObject {
        var changes = JSONObject()
        let texts = [
            ("displayName", name), ("status", status?.rawValue), ("severity", severity?.name),
            ("classification", classification?.name), ("determination", determination?.name),
            ("assignedTo", noOwner ? "" : owner), ("resolvingComment", resolvingComment),
        ]
        for (name, text) in texts { changes[name] = text.map(JSONValue.string) }
        return changes
    }

    func tags(after present: [String]) -> [String] {
        var tags = present.filter { !removeTag.contains($0) }
        for tag in addTag where !tags.contains(tag) { tags.append(tag) }
        return tags
    }

    private static func summary(_ incident: JSONValue) -> String {
        let owner = incident.text(of: "assignedTo")
        let tags = incident.texts(of: "customTags").joined(separator: ", ")
        let (classification, determination) = (incident.text(of: "classification"), incident.text(of: "determination"))
        let verdict =
            classification == "unknown" ? "" : "\(Spoken.words(classification)) (\(Spoken.words(determination)))"
        let parts = [
            incident.text(of: "displayName"), incident.text(of: "status"), incident.text(of: "severity"),
            owner.isEmpty ? "nobody's" : "of \(owner)",
            verdict,
            tags.isEmpty ? "" : "tags \(tags)",
        ]
        return "incident \(incident.text(of: "id")): " + parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }
}

/// The statuses that a person gives an incident. A merge alone redirects one.
enum StatusToSet: String, CaseIterable, ExpressibleByArgument {
    case active, inProgress, awaitingAction, resolved
}
