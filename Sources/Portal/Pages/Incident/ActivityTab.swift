internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Everything that was done to an incident, newest first, with what it was before and after; and its comments.
enum ActivityTab {
    /// Changes that are shown, at most.
    static let most = 500

    struct Row {
        var time: String
        var exact: String
        var actor: String
        var what: String
        var fields: [ChangeLine.Field]
    }

    struct CommentRow {
        var author: String
        var time: String
        /// Markup that `CommentMarkup` made of what was written.
        var markup: String
    }

    struct Model {
        var id: String
        var changes: [Row]
        var comments: [CommentRow]
    }

    static func model(_ incident: Incident, _ reader: CaseReader) throws -> Model {
        Model(
            id: incident.id.description, changes: try reader.changes(of: incident.id, limit: most).reversed().map(row),
            comments: incident.comments.map {
                CommentRow(author: $0.author, time: $0.created.minute, markup: CommentMarkup.html($0.text))
            })
    }

    static func row(_ change: Change) -> Row {
        let line = ChangeLine(change)
        return Row(
            time: change.time.minute, exact: change.time.rfc3339, actor: change.actor, what: line.what, fields: line.fields)
    }
}
