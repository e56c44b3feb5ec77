internal import Primitives
internal import SQL
public import SecurityModel

extension CaseReader {
    /// The comments on an incident or on an alert, oldest first.
    public func comments(on incident: IncidentID?, alert: AlertID?) throws -> [Comment] {
        try session.all(CommentSQL.of, [.integer(incident?.number ?? 0), .integer(alert?.number ?? 0)]) { Comment(row: $0) }
    }

    /// The comments on incidents that were merged into one, each with the incident that it is on, oldest first; where there are
    /// more than so many, the newest.
    public func comments(mergedInto incident: IncidentID, limit: Int) throws -> [(incident: IncidentID, comment: Comment)] {
        let root = SQLValue.integer(incident.number)
        let newest = try session.all(CommentSQL.mergedInto, [root, root, .integer(Int64(limit))]) { row in
            (incident: IncidentID(row.integer(0)), comment: Comment(row: row, from: 1))
        }
        return Array(newest.reversed())
    }

    /// The comments on several incidents, oldest first; those without any are left out.
    func comments(on incidents: [IncidentID]) throws -> [IncidentID: [Comment]] {
        var comments: [IncidentID: [Comment]] = [:]
        try session.query(IncidentSQL.comments(of: incidents.count), incidents.map { .integer($0.number) }) { row in
            comments[IncidentID(row.integer(0)), default: []].append(Comment(row: row, from: 1))
        }
        return comments
    }
}

extension Comment {
    fileprivate init(row: any SQLRow, from column: Int = 0) {
        let (created, updated) = (row.integer(column + 4), row.integer(column + 5))
        self.init(
            id: row.integer(column), name: row.text(column + 1), text: row.text(column + 2), author: row.text(column + 3),
            created: Timestamp(ticks: created), updated: Timestamp(ticks: max(created, updated)))
    }
}

extension CaseTransaction {
    /// Adds a comment to an incident, or to an alert of it.
    /// - Parameter name: one that its author knows it by.
    /// - Throws: `UpdateError` where there is no such incident, or it has no such alert, or the comment is too long or says nothing.
    public func comment(_ text: String, on incident: IncidentID, alert: AlertID? = nil, name: String = "") throws {
        try check(text)
        guard try reader.incident(incident) != nil else { throw UpdateError.noSuchIncident(incident) }
        if let alert, try reader.alert(alert)?.incident != reader.survivor(of: incident) { throw UpdateError.noSuchAlert(alert) }
        try session.execute(
            CommentSQL.insert,
            [
                .integer(alert == nil ? incident.number : 0), .integer(alert?.number ?? 0), .text(text), .text(actor.name),
                .integer(time.ticks), .text(name), .integer(time.ticks),
            ])
        try touch(incident)
        if let alert { try session.execute(CommentSQL.touchAlert, [.integer(time.ticks), .integer(alert.number)]) }
        try log.append(.commented, incident: incident, alert: alert, after: ["comment": .string(text)])
    }

    /// Writes a comment of an incident anew.
    public func edit(_ comment: Comment, on incident: IncidentID, to text: String) throws {
        try check(text)
        guard text != comment.text else { return }
        try session.execute(CommentSQL.edit, [.text(text), .integer(time.ticks), 0, .integer(comment.id)])
        try touch(incident)
        try log.append(
            .commentUpdated, incident: incident, before: ["comment": .string(comment.text)], after: ["comment": .string(text)])
    }

    /// Takes a comment of an incident back. The log keeps what it said.
    public func delete(_ comment: Comment, of incident: IncidentID) throws {
        try session.execute(CommentSQL.edit, [.text(""), .integer(time.ticks), 1, .integer(comment.id)])
        try touch(incident)
        try log.append(.commentDeleted, incident: incident, before: ["comment": .string(comment.text)])
    }

    private func check(_ text: String) throws(UpdateError) {
        guard !text.isBlank else { throw .emptyComment }
        guard text.count <= Comment.maximumLength else {
            throw .tooLong(field: "comment", limit: Comment.maximumLength)
        }
    }
}

private enum CommentSQL {
    static let of = SQLStatement(
        "comment.of",
        """
        SELECT id, name, text, author, created, updated FROM comments
        WHERE incident = ? AND alert = ? AND is_deleted = 0 ORDER BY id
        """)
    /// The sign keeps SQLite from walking all comments from the newest on.
    static let mergedInto = SQLStatement(
        "comment.mergedInto",
        """
        SELECT incident, id, name, text, author, created, updated FROM comments
        WHERE incident IN (SELECT id FROM incidents WHERE root = ? AND id <> ?) AND alert = 0 AND is_deleted = 0
        ORDER BY +id DESC LIMIT ?
        """)
    static let insert = SQLStatement(
        "comment.insert",
        """
        INSERT INTO comments (id, incident, alert, text, author, created, name, updated)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM comments), ?, ?, ?, ?, ?, ?, ?)
        """)
    static let edit = SQLStatement(
        "comment.edit", "UPDATE comments SET text = ?, updated = ?, is_deleted = ? WHERE id = ?")
    static let touchAlert = SQLStatement("alert.touch", "UPDATE alerts SET last_update = ? WHERE id = ?")
}
