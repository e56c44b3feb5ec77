internal import SQL
public import Primitives
public import SecurityModel

extension CaseReader {
    /// An incident with its tags and comments. A merged one is answered as itself, with the incident that it points to.
    public func incident(_ id: IncidentID) throws -> Incident? {
        guard try view.isEverything || sees(id) else { return nil }
        guard let incident = try session.first(IncidentSQL.one, [.integer(id.number)], { Incident(row: $0) }) else { return nil }
        return try completed([incident]).first
    }

    /// The incident that an id means today: itself, or what it was merged into.
    public func survivor(of id: IncidentID) throws -> IncidentID? {
        try session.first(IncidentSQL.root, [.integer(id.number)]) { IncidentID($0.integer(0)) }
    }

    /// Where an incident leads that was merged; `nil` for one that stands by itself, or is not there for whoever asks.
    public func redirect(of id: IncidentID) throws -> IncidentID? {
        guard let root = try survivor(of: id), root != id, try view.isEverything || sees(root) else { return nil }
        return root
    }

    public func lastIncident() throws -> Int64 {
        try session.first(IncidentSQL.last) { $0.integer(0) } ?? 0
    }

    /// The incidents with their tags and comments.
    func completed(_ incidents: [Incident]) throws -> [Incident] {
        guard !incidents.isEmpty else { return [] }
        guard incidents.count <= IncidentSQL.mostAtOnce else {
            return try completed(Array(incidents.prefix(IncidentSQL.mostAtOnce)))
                + completed(Array(incidents.dropFirst(IncidentSQL.mostAtOnce)))
        }
        var (incidents, ids) = (incidents, incidents.map(\.id))
        let (tags, comments) = (try tags(of: ids), try comments(on: ids))
        for index in incidents.indices {
            let id = incidents[index].id
            for (tag, isSystem) in tags[id] ?? [] {
                if isSystem { incidents[index].systemTags.append(tag) } else { incidents[index].customTags.append(tag) }
            }
            incidents[index].comments = comments[id] ?? []
            if !view.isEverything { try count(&incidents[index]) }
        }
        return incidents
    }

    private func tags(of incidents: [IncidentID]) throws -> [IncidentID: [(tag: String, isSystem: Bool)]] {
        var tags: [IncidentID: [(tag: String, isSystem: Bool)]] = [:]
        try session.query(IncidentSQL.tags(of: incidents.count), incidents.map { .integer($0.number) }) { row in
            tags[IncidentID(row.integer(0)), default: []].append((row.text(1), row.bool(2)))
        }
        return tags
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
                if incident.alertCount < counted.alertCount { (incident.priorityFactors, incident.queueGrounds) = ([], []) }
                return incident
            } ?? incident
    }

    /// How many alerts of an incident have each value of a facet, of those that there are for whoever asks, the most frequent
    /// first.
    public func facet(_ kind: IncidentFacet, of incident: IncidentID) throws -> [(value: String, alerts: Int64)] {
        try facet(kind, of: [incident])[incident] ?? []
    }

    /// The same of several incidents, a page of them at most; those without a value are left out.
    public func facet(
        _ kind: IncidentFacet, of incidents: [IncidentID]
    ) throws -> [IncidentID: [(value: String, alerts: Int64)]] {
        guard !incidents.isEmpty else { return [:] }
        var (statement, arguments) = (IncidentSQL.facets(of: incidents.count), incidents.map { SQLValue.integer($0.number) })
        if view.isEverything {
            arguments.append(.integer(Int64(kind.rawValue)))
        } else {
            let clause = ViewClause.alerts(view)
            statement = IncidentSQL.facets(kind, of: incidents.count, seen: clause.text)
            arguments += clause.arguments
        }
        var values: [IncidentID: [(value: String, alerts: Int64)]] = [:]
        try session.query(statement, arguments) { row in
            values[IncidentID(row.integer(0)), default: []].append((row.text(1), row.integer(2)))
        }
        return values
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

    /// Stores the place in the queue, the terms that add up to it, and why it is there.
    public func rank(
        _ incident: IncidentID, priority: Double, factors: [PriorityFactor], isOnQueue: Bool, grounds: [QueueGround] = []
    ) throws {
        try session.execute(
            IncidentSQL.rank,
            [
                .real(priority), .text(PriorityFactor.text(factors)), SQLValue(isOnQueue), .text(QueueGround.text(grounds)),
                .integer(incident.number),
            ])
    }

    /// Gives an incident the name that its content suggests; a person's name stays.
    public func rename(_ incident: IncidentID, from old: String, to name: String) throws {
        let arguments: [SQLValue] = [.text(name), .text(name.lowercased()), .integer(incident.number)]
        guard name != old, try session.execute(IncidentSQL.rename, arguments) > 0 else { return }
        try log.append(
            .incidentUpdated, incident: incident, before: ["displayName": .string(old)], after: ["displayName": .string(name)])
    }
}
