internal import SQL
public import SecurityModel

extension CaseReader {
    /// Titles that are looked at, one by one along the index; an installation with more has its other titles left out.
    public static let mostTitles = 20_000

    /// The titles of alerts that there are for whoever asks and that hold a text, without regard to the case of ASCII letters.
    public func alertTitles(with text: String, limit: Int) throws -> [String] {
        let clause = ViewClause.alerts(view)
        let arguments: [SQLValue] =
            [.integer(Int64(CaseReader.mostTitles)), .text("%\(SQLValue.escaped(text.lowercased()))%")]
            + (view.isEverything ? [] : clause.arguments) + [.integer(Int64(limit))]
        let seen = view.isEverything ? "1 = 1" : "EXISTS (SELECT 1 FROM alerts a WHERE a.title = t.title AND \(clause.text))"
        return try session.all(SQLStatement(building: TitleSQL.matching(seen)), arguments) { $0.text(0) }
    }

    /// What an alert is called; `nil` where there is none for whoever asks.
    public func title(of alert: AlertID) throws -> String? {
        guard try view.isEverything || sees(alert) else { return nil }
        return try session.first(TitleSQL.one, [.integer(alert.number)]) { $0.text(0) }
    }

    /// Alerts that are looked through for one of a title in an incident, at most: all of a small incident, or the newest of the title.
    static let mostOfTitle: Int64 = 200

    /// What the newest alert of a title names in an incident; empty where it is not among those that are looked through.
    public func entities(ofAlertTitled title: String, in incident: Incident) throws -> [ObservedEntity] {
        let id = SQLValue.integer(incident.id.number)
        func list(_ row: any SQLRow) -> [ObservedEntity] { ObservedEntity.list(row.text(0)) }
        if incident.alertCount <= CaseReader.mostOfTitle {
            return try session.first(TitleSQL.entitiesInSmall, [id, .text(title)], list) ?? []
        }
        return try session.first(TitleSQL.entities, [.text(title), .integer(CaseReader.mostOfTitle), id], list) ?? []
    }

    /// The inbox's number of the record that an alert was read out of; a repeat's record is not the alert's.
    public func rawSequence(of alert: AlertID) throws -> Int64? {
        guard try view.isEverything || sees(alert) else { return nil }
        return try session.first(TitleSQL.rawSequence, [.integer(alert.number)]) { $0.integer(0) }
    }

    /// How alerts with a title were classified, those of the most alerts first; `unknown` are those that nobody classified.
    /// - Parameter limit: the newest so many are counted.
    public func classifications(
        ofAlertsTitled title: String, limit: Int
    ) throws -> [(classification: Classification, determination: Determination, alerts: Int64)] {
        let clause = ViewClause.alerts(view)
        let text = """
            SELECT classification, determination, COUNT(*) FROM (
                SELECT a.classification AS classification, a.determination AS determination FROM alerts a
                WHERE a.title = ? AND \(clause.text) ORDER BY a.created DESC LIMIT ?) newest
            GROUP BY classification, determination ORDER BY COUNT(*) DESC, classification, determination
            """
        let arguments: [SQLValue] = [.text(title)] + clause.arguments + [.integer(Int64(limit))]
        return try session.all(SQLStatement(building: text), arguments) { row in
            (
                Classification(rawValue: UInt8(row.integer(0))) ?? .unknown,
                Determination(rawValue: UInt8(row.integer(1))) ?? .unknown, row.integer(2)
            )
        }
    }
}

private enum TitleSQL {
    static let one = SQLStatement("alert.title", "SELECT title FROM alerts WHERE id = ?")
    static let rawSequence = SQLStatement("alert.rawSequence", "SELECT raw_sequence FROM alerts WHERE id = ?")
    static let entities = SQLStatement(
        "alert.entitiesOfTitle",
        """
        SELECT a.entities FROM (SELECT id, created FROM alerts WHERE title = ? ORDER BY created DESC LIMIT ?) newest
        JOIN alerts a ON a.id = newest.id JOIN incidents h ON h.id = a.home WHERE h.root = ? ORDER BY newest.created DESC LIMIT 1
        """)
    /// By the incident's alerts: the index of titles would lead through those of all incidents.
    static let entitiesInSmall = SQLStatement(
        "alert.entitiesOfTitleInSmall",
        """
        SELECT a.entities FROM incidents h JOIN alerts a ON a.home = h.id
        WHERE h.root = ? AND a.title || '' = ? ORDER BY a.created DESC LIMIT 1
        """)
    /// Each title leads to the next one by the index.
    /// - Parameter seen: a condition over `t`.
    static func matching(_ seen: String) -> String {
        """
        WITH RECURSIVE t (title, n) AS (
            SELECT MIN(title), 1 FROM alerts
            UNION ALL
            SELECT (SELECT MIN(a.title) FROM alerts a WHERE a.title > t.title), n + 1 FROM t
            WHERE t.title IS NOT NULL AND n < ?)
        SELECT title FROM t WHERE LOWER(title) LIKE ? ESCAPE '!' AND \(seen) LIMIT ?
        """
    }
}
