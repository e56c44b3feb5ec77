internal import ArgumentParser
internal import Primitives

/// `watchfloor incidents activity`.
struct IncidentsActivityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activity",
        abstract: "Show who changed what of an incident, the oldest first.",
        discussion: """
            Examples:
              watchfloor incidents activity 7
              watchfloor incidents activity 7 --after 1200 --limit 500
            """)

    @Argument(help: "The incident's number.", completion: .names(.incidents)) var id: Int
    @Option(help: "Changes, at most (1 to 1000).") var limit = 100
    @Option(help: ArgumentHelp("Only what came after the change of this number.", valueName: "number")) var after = 0
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit must be from 1 to 1000, not \(limit)") }
        guard after >= 0 else { throw ValidationError("--after must not be negative") }
    }

    func run() async throws {
        let json = try await connection.client().get(
            ["api", "queue", String(id), "activity"], ["top": String(limit), "after": String(after)])
        guard !output.json else { return Terminal.show(json) }
        let table = IncidentsActivityCommand.table(json.list(of: "activity"))
        Terminal.show(table.rows.isEmpty ? ["no changes"] : table.lines(for: .output))
    }

    static func table(_ changes: [JSONValue]) -> Table {
        var table = Table([
            .fixed("NUMBER", isNumber: true), .fixed("TIME"), .text("WHO", minimum: 12), .prose("WHAT", minimum: 30, lines: 8),
        ])
        for change in changes {
            table.add([
                Table.Cell(change.count(of: "sequence"), .faint),
                Table.Cell(change.time(of: "time").map(LocalTime.text) ?? ""),
                Table.Cell(change.text(of: "actor"), change.flag(of: "isPerson") ? .bold : .plain), Table.Cell(what(change)),
            ])
        }
        return table
    }

    /// The action with its alert, and what it changed: `alert updated al3: severity low → high`.
    private static func what(_ change: JSONValue) -> String {
        let action = [Spoken.words(change.text(of: "action")), change.text(of: "alert")].filter { !$0.isEmpty }
        let changed = difference(change["before"], change["after"])
        return action.joined(separator: " ") + (changed.isEmpty ? "" : ": \(changed)")
    }

    /// Field by field where both are objects, else the two values.
    private static func difference(_ before: JSONValue?, _ after: JSONValue?) -> String {
        guard case .object(let old)? = before, case .object(let new)? = after else {
            return [value(before), value(after)].filter { !$0.isEmpty }.joined(separator: " → ")
        }
        let names = new.members.map(\.name) + old.members.map(\.name).filter { new[$0] == nil }
        return names.filter { old[$0] != new[$0] }.map { name in
            let values = [value(old[name]), value(new[name])].map { $0.isEmpty ? "nothing" : $0 }
            return "\(Spoken.words(name)) \(values.joined(separator: " → "))"
        }
        .joined(separator: ", ")
    }

    /// A changed value as a reader expects it: text without quotes, `name value` for a field, nothing where there is none.
    /// Digests seal the log and tell a reader nothing.
    private static func value(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null: ""
        case .string(let text): text
        case .object(let object)?:
            object.members.filter { $0.name != "digest" }.map { "\(Spoken.words($0.name)) \(Self.value($0.value))" }.joined(
                separator: ", ")
        case .array(let values)?: values.map { Self.value($0) }.joined(separator: ", ")
        case let other?: other.text
        }
    }
}
