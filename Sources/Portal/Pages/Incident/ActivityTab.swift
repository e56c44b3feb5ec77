internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Everything that was done to an incident, newest first, with what it was before and after; and its comments.
enum ActivityTab {
    /// Changes that are shown, at most.
    static let most = 500

    struct Field {
        var name: String
        /// What it was; `nil` where it was nothing.
        var before: String?
        var after: String
    }

    struct Row {
        var time: String
        var exact: String
        var actor: String
        var what: String
        var fields: [Field]
    }

    struct CommentRow {
        var author: String
        var time: String
        var text: String
    }

    struct Model {
        var id: String
        var changes: [Row]
        var comments: [CommentRow]
    }

    static func model(_ incident: Incident, _ reader: CaseReader) throws -> Model {
        Model(
            id: incident.id.description, changes: try reader.changes(of: incident.id, limit: most).reversed().map(row),
            comments: incident.comments.map { CommentRow(author: $0.author, time: $0.created.minute, text: $0.text) })
    }

    static func row(_ change: Change) -> Row {
        let before = change.payload?["before"]?.object ?? JSONObject()
        let after = change.payload?["after"]?.object ?? JSONObject()
        let fields = after.members.filter { !hiddenFields.contains($0.name) }.map { member in
            Field(name: words(member.name), before: text(before[member.name]), after: text(member.value) ?? "–")
        }
        return Row(
            time: change.time.minute, exact: change.time.rfc3339, actor: change.actor, what: sentence(change, after),
            fields: fields)
    }

    private static func sentence(_ change: Change, _ after: JSONObject) -> String {
        switch ChangeAction(rawValue: change.action) {
        case .alertsAdded: Amount.text(Int64(after["alerts"]?.array?.count ?? 0), "alert") + " came in"
        default: words(change.action)
        }
    }

    private static let hiddenFields: Set<String> = ["alerts", "digest"]

    /// `displayName` as `Display name`.
    private static func words(_ name: String) -> String {
        var words = ""
        for character in name {
            if character.isUppercase { words += " " + character.lowercased() } else { words.append(character) }
        }
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private static func text(_ value: JSONValue?) -> String? {
        guard let value, !value.isNull else { return nil }
        if let text = value.string { return text.isEmpty ? nil : text }
        if let texts = value.array { return texts.map { $0.string ?? $0.text }.joined(separator: "; ") }
        return value.text
    }
}
