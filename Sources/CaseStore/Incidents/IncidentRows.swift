internal import SQL
public import Primitives
public import SecurityModel

extension CaseReader {
    /// An incident with its tags and comments. A merged one is answered as itself, with the incident that it points to.
    public func incident(_ id: IncidentID) throws -> Incident? {
        guard try view.isEverything || sees(id) else { return nil }
        return try session.first(IncidentSQL.one, [.integer(id.number)]) { Incident(row: $0) }.map(completed)
    }

    /// The incident that an id means today: itself, or what it was merged into.
    public func survivor(of id: IncidentID) throws -> IncidentID? {
        try session.first(IncidentSQL.root, [.integer(id.number)]) { IncidentID($0.integer(0)) }
    }

    public func lastIncident() throws -> Int64 {
        try session.first(IncidentSQL.last) { $0.integer(0) } ?? 0
    }

    func completed(_ incident: Incident) throws -> Incident {
        var incident = incident
        for (tag, isSystem) in try session.all(IncidentSQL.tags, [.integer(incident.id.number)], { ($0.text(0), $0.bool(1)) }) {
            if isSystem { incident.systemTags.append(tag) } else { incident.customTags.append(tag) }
        }
        incident.comments = try comments(on: incident.id, alert: nil)
        if let seen = try partSeen(of: incident.id) { (incident.alertCount, incident.activeAlertCount) = seen }
        return incident
    }

    /// How many alerts an incident has for whoever asks, and how many of them are open; `nil` for who sees all, whose figures
    /// stand with the incident. 3 is resolved.
    private func partSeen(of incident: IncidentID) throws -> (alerts: Int64, open: Int64)? {
        guard !view.isEverything else { return nil }
        let clause = ViewClause.alerts(view)
        let text = """
            SELECT COUNT(*), COALESCE(SUM(CASE WHEN a.status <> 3 THEN 1 ELSE 0 END), 0)
            FROM incidents h JOIN alerts a ON a.home = h.id WHERE h.root = ? AND \(clause.text)
            """
        return try session.first(SQLStatement(building: text), [.integer(incident.number)] + clause.arguments) {
            ($0.integer(0), $0.integer(1))
        }
    }

    /// How many alerts of an incident have each value of a facet, the most frequent first.
    public func facet(_ kind: IncidentFacet, of incident: IncidentID) throws -> [(value: String, alerts: Int64)] {
        try session.all(facetValues, [.integer(incident.number), .integer(Int64(kind.rawValue))]) { ($0.text(0), $0.integer(1)) }
    }

    /// The sign keeps SQLite from walking all values of the kind in place of the few of the incident.
    private var facetValues: SQLStatement {
        SQLStatement(
            "incident.facetValues",
            "SELECT value, alert_count FROM incident_facets WHERE incident = ? AND +kind = ? ORDER BY alert_count DESC, value")
    }
}

/// An alert as the change log names it, with the digest of what never changes of it.
public typealias LoggedAlert = (id: AlertID, digest: [UInt8])

extension CaseTransaction {
    /// Makes an incident without alerts; what opens it adds them in the same transaction.
    /// - Parameters:
    ///   - last: its last activity, where that is another than the first.
    ///   - continues: the resolved incident that its alerts would have joined.
    public func create(
        _ id: IncidentID, name: String, activity: Timestamp, through last: Timestamp? = nil, continues: IncidentID? = nil
    ) throws {
        try session.execute(
            IncidentSQL.insert,
            [
                .integer(id.number), .integer(id.number), SQLValue(continues?.number), .text(name), .text(name.lowercased()),
                .integer(activity.ticks), .integer((last ?? activity).ticks), .integer(time.ticks), .integer(time.ticks),
                .text(actor.name),
            ])
        try log.append(
            .incidentCreated, incident: id,
            after: continues.map { ["displayName": .string(name), "continues": .integer($0.number)] } ?? [
                "displayName": .string(name)
            ])
    }

    /// Notes in the log which alerts came into an incident, with the digests of their reports.
    public func logAdded(_ alerts: [LoggedAlert], to incident: IncidentID) throws {
        try log.append(.alertsAdded, incident: incident, after: ["alerts": json(alerts)])
    }

    func json(_ alerts: [LoggedAlert]) -> JSONValue {
        .array(alerts.map { ["id": .integer($0.id.number), "digest": .string(hexadecimal($0.digest))] })
    }

    /// Stores the place in the queue and the terms that add up to it.
    public func rank(_ incident: IncidentID, priority: Double, factors: [PriorityFactor], isOnQueue: Bool) throws {
        try session.execute(
            IncidentSQL.rank,
            [.real(priority), .text(PriorityFactor.text(factors)), SQLValue(isOnQueue), .integer(incident.number)])
    }

    /// Gives an incident the name that its content suggests; a person's name stays.
    public func rename(_ incident: IncidentID, from old: String, to name: String) throws {
        let arguments: [SQLValue] = [.text(name), .text(name.lowercased()), .integer(incident.number)]
        guard name != old, try session.execute(IncidentSQL.rename, arguments) > 0 else { return }
        try log.append(
            .incidentUpdated, incident: incident, before: ["displayName": .string(old)], after: ["displayName": .string(name)])
    }
}
