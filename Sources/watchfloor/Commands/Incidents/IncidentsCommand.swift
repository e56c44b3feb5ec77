internal import ArgumentParser
internal import SecurityModel

/// `watchfloor incidents`.
struct IncidentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents",
        abstract: "Work on incidents.",
        discussion: """
            Examples:
              watchfloor incidents list
              watchfloor incidents show 7
              watchfloor incidents set 7 --status inProgress --owner ana
            """,
        subcommands: [
            IncidentsListCommand.self,
            IncidentsShowCommand.self,
            IncidentsSetCommand.self,
            IncidentsCommentCommand.self,
            IncidentsMergeCommand.self,
            IncidentsUndoMergeCommand.self,
            IncidentsMoveCommand.self,
            IncidentsActivityCommand.self,
        ],
        aliases: ["incident"])
}

/// One member of a vocabulary, by its name on the wire.
struct Member<Value: WireEnum>: ExpressibleByArgument, Sendable {
    let name: String

    init(_ value: Value) { name = value.name }

    init?(argument: String) {
        guard let value = Value(name: argument) else { return nil }
        self.init(value)
    }

    static var allValueStrings: [String] { Value.allCases.map(\.name) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// Members with commas between.
struct Members<Value: WireEnum>: ExpressibleByArgument, Sendable {
    let names: String

    init?(argument: String) {
        let members = argument.split(separator: ",", omittingEmptySubsequences: false).map { Value(name: String($0)) }
        guard !members.isEmpty, !members.contains(where: { $0 == nil }) else { return nil }
        names = members.compactMap { $0?.name }.joined(separator: ",")
    }

    static var allValueStrings: [String] { Value.allCases.map(\.name) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

extension Array {
    /// All that was asked for, as one list; `nil` where nothing was.
    func names<Value>() -> String? where Element == Members<Value> {
        isEmpty ? nil : map(\.names).joined(separator: ",")
    }
}
