internal import Primitives
internal import SQL
public import SecurityModel

extension CaseReader {
    /// What happened to an incident, oldest first. Who sees a part of the alerts alone is not told the details of what was done
    /// to alerts, nor of what the product did: they name others, and what those are about.
    public func changes(of incident: IncidentID, after sequence: Int64 = 0, limit: Int) throws -> [Change] {
        guard try view.isEverything || sees(incident) else { return [] }
        return try session.all(ChangeSQL.ofIncident, [.integer(incident.number), .integer(sequence), .integer(Int64(limit))]) {
            Change(row: $0)
        }.compactMap(seen)
    }

    /// What happened to the incidents that were merged into one, before and since, oldest first; where there is more than so much,
    /// the newest.
    public func changes(mergedInto incident: IncidentID, limit: Int) throws -> [Change] {
        guard try view.isEverything || sees(incident) else { return [] }
        let root = SQLValue.integer(incident.number)
        return try session.all(ChangeSQL.mergedInto, [root, root, .integer(Int64(limit))]) { Change(row: $0) }.compactMap(seen)
    }

    /// The merges into an incident and into what was merged into it before, as far as they stand, oldest first.
    public func merges(into incident: IncidentID, limit: Int) throws -> [Change] {
        guard try view.isEverything || sees(incident) else { return [] }
        let there = Set(try merged(into: incident))
        var sources: Set<IncidentID> = []
        let merges = try session.all(
            ChangeSQL.merges, [.integer(incident.number), .text(ChangeAction.incidentMerged.rawValue), .integer(Int64(limit))]
        ) { Change(row: $0) }
        // What was undone brought nothing in, and what was merged again came in by the later one.
        let standing = merges.reversed().filter { change in
            guard let source = change.merge?.source else { return false }
            return there.contains(source) && sources.insert(source).inserted
        }
        return try standing.reversed().compactMap(seen)
    }

    private func seen(_ change: Change) throws -> Change? {
        guard !view.isEverything else { return change }
        if let alert = change.alert, try !sees(alert) { return nil }
        var change = change
        if change.alert == nil, Change.isAboutAlerts(change.action) || !change.isPerson { change.payload = nil }
        return change
    }

    /// What happened anywhere, newest first.
    public func changes(before sequence: Int64 = .max, limit: Int) throws -> [Change] {
        try session.all(ChangeSQL.newest, [.integer(sequence), .integer(Int64(limit))]) { Change(row: $0) }
    }
}

extension Change {
    /// Whether its payload lists alerts, or says why they belong together.
    fileprivate static func isAboutAlerts(_ action: String) -> Bool {
        [ChangeAction.incidentCreated, .incidentMerged, .mergeUndone, .alertsAdded, .alertsMoved].map(\.rawValue).contains(action)
    }

    init(row: any SQLRow) {
        self.init(
            sequence: row.integer(0), time: Timestamp(ticks: row.integer(1)), actor: row.text(2), isPerson: row.bool(3),
            action: row.text(4), incident: row.optionalInteger(5).map(IncidentID.init),
            alert: row.optionalInteger(6).map(AlertID.init),
            payload: row.optionalText(7).flatMap { try? JSONValue(parsing: $0) })
    }
}

private enum ChangeSQL {
    static let ofIncident = SQLStatement(
        "change.ofIncident",
        """
        SELECT sequence, time, actor, is_person, action, incident, alert, payload FROM changes
        WHERE incident = ? AND sequence > ? ORDER BY sequence LIMIT ?
        """)
    /// Which ones is found in the index alone; the sign keeps SQLite from walking the whole log from its end.
    static let mergedInto = SQLStatement(
        "change.mergedInto",
        """
        SELECT sequence, time, actor, is_person, action, incident, alert, payload FROM changes
        WHERE sequence IN (
            SELECT sequence FROM changes WHERE incident IN (SELECT id FROM incidents WHERE root = ? AND id <> ?)
            ORDER BY +sequence DESC LIMIT ?)
        ORDER BY sequence
        """)
    static let merges = SQLStatement(
        "change.merges",
        """
        SELECT sequence, time, actor, is_person, action, incident, alert, payload FROM changes
        WHERE incident IN (SELECT id FROM incidents WHERE root = ?) AND action = ? ORDER BY sequence LIMIT ?
        """)
    static let newest = SQLStatement(
        "change.newest",
        """
        SELECT sequence, time, actor, is_person, action, incident, alert, payload FROM changes
        WHERE sequence < ? ORDER BY sequence DESC LIMIT ?
        """)
}
