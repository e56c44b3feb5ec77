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
        if !view.isEverything { try count(&incident) }
        return incident
    }

    /// Counts an incident over the alerts that there are for whoever asks; for who sees all, the figures stand with the incident.
    /// A sum of bits that differ has all of them.
    private func count(_ incident: inout Incident) throws {
        let clause = ViewClause.alerts(view)
        let tactics = Tactic.allCases.map { "COALESCE(MAX(a.tactics & \(TacticSet($0).rawValue)), 0)" }.joined(separator: " + ")
        let counts = [
            IncidentColumns.alertCount, IncidentColumns.activeAlertCount, IncidentColumns.firstActivity,
            IncidentColumns.lastActivity, IncidentColumns.displayName,
        ].compactMap(\.overAlerts)
        let text = """
            SELECT \(counts.joined(separator: ", ")), \(tactics)
            FROM incidents i JOIN incidents h ON h.root = i.id JOIN alerts a ON a.home = h.id WHERE i.id = ? AND \(clause.text)
            """
        let counted = incident
        incident =
            try session.first(SQLStatement(building: text), [.integer(incident.id.number)] + clause.arguments) { row in
                var incident = counted
                (incident.alertCount, incident.activeAlertCount) = (row.integer(0), row.integer(1))
                incident.firstActivity = row.time(2) ?? incident.created
                incident.lastActivity = row.time(3) ?? incident.created
                incident.displayName = row.optionalText(4) ?? incident.displayName
                incident.tactics = TacticSet(rawValue: UInt32(truncatingIfNeeded: row.integer(5)))
                // Their words tell of every alert.
                if incident.alertCount < counted.alertCount { incident.priorityFactors = [] }
                return incident
            } ?? incident
    }

    /// How many alerts of an incident have each value of a facet, of those that there are for whoever asks, the most frequent
    /// first.
    public func facet(_ kind: IncidentFacet, of incident: IncidentID) throws -> [(value: String, alerts: Int64)] {
        guard !view.isEverything else {
            return try session.all(facetValues, [.integer(incident.number), .integer(Int64(kind.rawValue))]) {
                ($0.text(0), $0.integer(1))
            }
        }
        let (clause, (join, value)) = (ViewClause.alerts(view), kind.ofAlert)
        let text = """
            SELECT value, COUNT(*) FROM (
                SELECT DISTINCT a.id AS alert, \(value) AS value FROM incidents h JOIN alerts a ON a.home = h.id\(join)
                WHERE h.root = ? AND \(clause.text)) said
            WHERE value <> '' GROUP BY value ORDER BY COUNT(*) DESC, value
            """
        return try session.all(SQLStatement(building: text), [.integer(incident.number)] + clause.arguments) {
            ($0.text(0), $0.integer(1))
        }
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
