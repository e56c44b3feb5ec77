public import Primitives
internal import SQL
public import SecurityModel

/// What an incident took: when it came, when a person first did something about it, when it was closed.
public struct IncidentTimes: Sendable {
    public var id: IncidentID
    public var created: Timestamp
    /// `nil` while no person did anything. Programs and rules do not count.
    public var touched: Timestamp?
    /// `nil` while it is open.
    public var closed: Timestamp?
    public var owner: String
    public var severity: AlertSeverity
    public var classification: Classification
    public var determination: Determination
    public var tactics: TacticSet
    /// Whether it stands, or stood, where people look for work.
    public var isOnQueue = true
    public var products: [String] = []
}

extension CaseReader {
    /// The incidents that came in a span of time, the oldest first. Merged ones are told by what they were merged into.
    /// - Parameter limit: incidents, at most.
    public func incidentTimes(from: Timestamp, before: Timestamp, limit: Int) throws -> [IncidentTimes] {
        let clause = ViewClause.incidents(view)
        let span: [SQLValue] = [.integer(from.ticks), .integer(before.ticks)]
        var times = try session.all(
            SQLStatement(building: TimesSQL.times(clause.text)), span + clause.arguments + [.integer(Int64(limit))]
        ) { row in
            let isOpen = IncidentStatus(rawValue: UInt8(row.integer(7)))?.isOpen ?? true
            return IncidentTimes(
                id: IncidentID(row.integer(0)), created: Timestamp(ticks: row.integer(1)), touched: row.time(8),
                closed: isOpen ? nil : row.time(9), owner: row.text(2),
                severity: AlertSeverity(rawValue: UInt8(row.integer(3))) ?? .unknown,
                classification: Classification(rawValue: UInt8(row.integer(4))) ?? .unknown,
                determination: Determination(rawValue: UInt8(row.integer(5))) ?? .unknown,
                tactics: TacticSet(rawValue: UInt32(truncatingIfNeeded: row.integer(6))), isOnQueue: row.integer(10) != 0)
        }
        let places = Dictionary(uniqueKeysWithValues: times.enumerated().map { ($1.id.number, $0) })
        let seen = ViewClause.facets(.product, view)
        try session.query(SQLStatement(building: TimesSQL.products(seen.text)), span + seen.arguments) { row in
            if let place = places[row.integer(0)] { times[place].products.append(row.text(1)) }
        }
        return times
    }

    /// How many incidents were closed in each of the intervals between moments, which stand in order.
    public func incidentsClosed(between moments: [Timestamp]) throws -> [Int64] {
        guard let first = moments.first, let last = moments.last else { return [] }
        let clause = ViewClause.incidents(view)
        var counts = [Int64](repeating: 0, count: max(0, moments.count - 1))
        let arguments: [SQLValue] = [.integer(first.ticks)] + clause.arguments
        try session.query(SQLStatement(building: TimesSQL.closed(clause.text)), arguments) { row in
            guard let time = row.time(0), time < last else { return }
            let place = moments.lastIndex { $0 <= time } ?? 0
            if place < counts.count { counts[place] += 1 }
        }
        return counts
    }

    /// The detectors that most alerts of a span of time come from.
    public func noisiestDetectors(from: Timestamp, before: Timestamp, limit: Int) throws -> [(detector: Int64, alerts: Int64)] {
        let clause = ViewClause.alerts(view)
        let span: [SQLValue] = [.integer(from.ticks), .integer(before.ticks)]
        return try session.all(
            SQLStatement(building: TimesSQL.noisiest(clause.text)), span + clause.arguments + [.integer(Int64(limit))]
        ) { ($0.integer(0), $0.integer(1)) }
    }

    /// The open tasks of a person and of his groups, those that are due first.
    public func openTasks(of owners: [String], limit: Int) throws -> [IncidentTask] {
        let statement = SQLStatement(building: TimesSQL.tasks(of: owners.count))
        let keys = try session.all(statement, owners.map { .text($0) } + [.integer(Int64(limit))]) {
            ($0.text(0), $0.integer(1))
        }
        return try keys.compactMap { name, incident in
            guard try sees(IncidentID(incident)) else { return nil }
            return try record(IncidentTask.self, named: name, in: .incident(IncidentID(incident)))
        }
    }
}

private enum TimesSQL {
    /// 5 is redirected, 4 resolved. Who acts for a program carries the word in his name.
    static func times(_ view: String) -> String {
        """
        SELECT i.id, i.created, i.owner, i.severity, i.classification, i.determination, i.tactics, i.status,
            (SELECT MIN(c.time) FROM changes c
             WHERE c.incident = i.id AND c.is_person = 1 AND c.actor NOT LIKE 'client %'),
            CASE WHEN i.status = 4 THEN \(closure) END, i.on_queue
        FROM incidents i WHERE i.created >= ? AND i.created < ? AND i.status <> 5 AND \(view) ORDER BY i.created LIMIT ?
        """
    }

    /// The last change that has to do with resolving is, of a resolved incident, its closing.
    private static let closure = """
        (SELECT MAX(c.time) FROM changes c
         WHERE c.incident = i.id AND c.action = 'incidentUpdated' AND c.payload LIKE '%"status":"resolved"%')
        """

    /// What was closed after a moment was also changed after it.
    static func closed(_ view: String) -> String {
        "SELECT \(closure) FROM incidents i WHERE i.last_update >= ? AND i.status = 4 AND \(view)"
    }

    /// 3 is product.
    static func products(_ seen: String) -> String {
        """
        SELECT f.incident, f.value FROM incidents i JOIN incident_facets f ON f.incident = i.id AND +f.kind = 3
        WHERE i.created >= ? AND i.created < ? AND i.status <> 5 AND \(seen)
        """
    }

    static func noisiest(_ view: String) -> String {
        """
        SELECT a.detector, COUNT(*) FROM alerts a WHERE a.created >= ? AND a.created < ? AND \(view)
        GROUP BY a.detector ORDER BY COUNT(*) DESC, a.detector LIMIT ?
        """
    }

    /// 1 is new.
    static func tasks(of owners: Int) -> String {
        """
        SELECT name, scope FROM incident_tasks WHERE owner IN (\(SQLValue.marks(owners))) AND status = 1
        ORDER BY COALESCE(due, \(Int64.max)), created LIMIT ?
        """
    }
}
