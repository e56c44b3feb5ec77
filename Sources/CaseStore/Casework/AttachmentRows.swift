internal import SQL
public import SecurityModel

// What is pinned to incidents, and what entities occur in.

extension CaseReader {
    /// The bookmarks that are pinned to an incident, in the order in which they were.
    public func bookmarks(of incident: IncidentID, limit: Int, offset: Int = 0) throws -> [(
        pin: IncidentAttachment, bookmark: Bookmark
    )] {
        let arguments: [SQLValue] = [.integer(incident.number), .integer(Int64(limit)), .integer(Int64(offset))]
        let names = try session.all(AttachmentSQL.bookmarks, arguments) { $0.text(0) }
        return try names.compactMap { name in
            guard let pin = try record(IncidentAttachment.self, named: name, in: .incident(incident)),
                case .bookmark(let subject) = pin.subject, let bookmark = try record(Bookmark.self, named: subject)
            else { return nil }
            return (pin, bookmark)
        }
    }

    public func bookmarkCount(of incident: IncidentID) throws -> Int64 {
        try session.first(AttachmentSQL.bookmarkCount, [.integer(incident.number)]) { $0.integer(0) } ?? 0
    }

    /// Where a bookmark is pinned, the oldest pin first.
    public func attachments(of bookmark: String) throws -> [IncidentAttachment] {
        let places = try session.all(AttachmentSQL.ofBookmark, [.text(bookmark.lowercased())]) { ($0.integer(0), $0.text(1)) }
        return try places.compactMap { try record(IncidentAttachment.self, named: $0.1, in: .incident(IncidentID($0.0))) }
    }

    /// The name under which an alert was pinned to an incident; `nil` for most.
    public func attachmentName(of alert: AlertID, in incident: IncidentID) throws -> String? {
        try session.first(AttachmentSQL.ofAlert, [.integer(incident.number), .text(alert.description)]) { $0.text(0) }
    }

    /// A page of the entities that there are for whoever asks, but networks, the newest first.
    public func entities(limit: Int, offset: Int = 0) throws -> [(id: Int64, key: EntityKey)] {
        let (condition, arguments) = entityCondition
        let text =
            "SELECT e.id, e.kind, e.value, e.strength FROM entities e WHERE \(condition) ORDER BY e.id DESC LIMIT ? OFFSET ?"
        return try session.all(
            SQLStatement(building: text), arguments + [.integer(Int64(limit)), .integer(Int64(offset))]
        ) { ($0.integer(0), EntityKey(row: $0, from: 1)) }
    }

    public func entityCount() throws -> Int64 {
        let (condition, arguments) = entityCondition
        let text = "SELECT COUNT(*) FROM entities e WHERE \(condition)"
        return try session.first(SQLStatement(building: text), arguments) { $0.integer(0) } ?? 0
    }

    private var entityCondition: (text: String, arguments: [SQLValue]) {
        let notNetwork = "e.kind <> \(EntityKind.network.rawValue)"
        guard !view.isEverything else { return (notNetwork, []) }
        let seen = AssetSQL.seen(view)
        return ("\(notNetwork) AND \(seen.text)", seen.arguments)
    }
}

private enum AttachmentSQL {
    static let bookmarks = SQLStatement(
        "attachment.bookmarks",
        """
        SELECT a.name FROM incident_attachments a JOIN bookmarks b ON b.key = a.subject
        WHERE a.scope = ? AND a.kind = 1 ORDER BY a.created, a.key LIMIT ? OFFSET ?
        """)
    static let bookmarkCount = SQLStatement(
        "attachment.bookmarkCount",
        """
        SELECT COUNT(*) FROM incident_attachments a JOIN bookmarks b ON b.key = a.subject WHERE a.scope = ? AND a.kind = 1
        """)
    static let ofBookmark = SQLStatement(
        "attachment.ofBookmark",
        "SELECT scope, name FROM incident_attachments WHERE kind = 1 AND subject = ? ORDER BY created, scope, key")
    static let ofAlert = SQLStatement(
        "attachment.ofAlert", "SELECT name FROM incident_attachments WHERE scope = ? AND kind = 2 AND subject = ?")
}
