internal import Primitives
internal import SQL
public import SecurityModel

extension CaseReader {
    /// The comments on an incident or on an alert, oldest first.
    public func comments(on incident: IncidentID?, alert: AlertID?) throws -> [Comment] {
        try session.all(CommentSQL.of, [.integer(incident?.number ?? 0), .integer(alert?.number ?? 0)]) { row in
            Comment(text: row.text(0), author: row.text(1), created: Timestamp(ticks: row.integer(2)))
        }
    }
}

extension CaseTransaction {
    /// Adds a comment to an incident, or to an alert of it.
    /// - Throws: `UpdateError` where there is no such incident, or it has no such alert, or the comment is too long.
    public func comment(_ text: String, on incident: IncidentID, alert: AlertID? = nil) throws {
        guard text.count <= Comment.maximumLength else {
            throw UpdateError.tooLong(field: "comment", limit: Comment.maximumLength)
        }
        guard try reader.incident(incident) != nil else { throw UpdateError.noSuchIncident(incident) }
        if let alert, try reader.alert(alert)?.incident != reader.survivor(of: incident) { throw UpdateError.noSuchAlert(alert) }
        try session.execute(
            CommentSQL.insert,
            [
                .integer(alert == nil ? incident.number : 0), .integer(alert?.number ?? 0), .text(text), .text(actor.name),
                .integer(time.ticks),
            ])
        try session.execute(CommentSQL.touch, [.integer(time.ticks), .text(actor.name), .integer(incident.number)])
        if let alert { try session.execute(CommentSQL.touchAlert, [.integer(time.ticks), .integer(alert.number)]) }
        try log.append(.commented, incident: incident, alert: alert, after: ["comment": .string(text)])
    }
}

private enum CommentSQL {
    static let of = SQLStatement(
        "comment.of", "SELECT text, author, created FROM comments WHERE incident = ? AND alert = ? ORDER BY id")
    static let insert = SQLStatement(
        "comment.insert",
        """
        INSERT INTO comments (id, incident, alert, text, author, created)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM comments), ?, ?, ?, ?, ?)
        """)
    static let touchAlert = SQLStatement("alert.touch", "UPDATE alerts SET last_update = ? WHERE id = ?")
    static let touch = SQLStatement(
        "incident.touch", "UPDATE incidents SET last_update = ?, last_modified_by = ? WHERE id = ?")
}
