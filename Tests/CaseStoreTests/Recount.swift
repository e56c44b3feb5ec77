import SQL
import SecurityModel

/// The derived values of all incidents, once as the store keeps them and once counted anew from the alerts. A merged
/// incident keeps the values of its own alerts and of what was merged into it before.
struct Recount: Equatable {
    struct Values: Equatable {
        var alerts: Int64 = 0
        var active: Int64 = 0
        var tactics: Int64 = 0
        var severity: Int64 = 0
        var first: Int64 = .max
        var last: Int64 = .min
        var entities: [Int64: [Int64]] = [:]
        var facets: [String: Int64] = [:]
    }

    var incidents: [Int64: Values] = [:]
    var entities: [Int64: Int64] = [:]

    /// What the columns and tables of derived values say. Bounds of an incident without alerts are not derived.
    static func kept(_ reader: any SQLReader) throws -> Recount {
        var recount = Recount()
        try reader.query(
            "SELECT id, alert_count, active_alert_count, tactics, severity, first_activity, last_activity FROM incidents"
        ) { row in
            var values = Values(alerts: row.integer(1), active: row.integer(2), tactics: row.integer(3), severity: row.integer(4))
            if values.alerts > 0 { (values.first, values.last) = (row.integer(5), row.integer(6)) }
            recount.incidents[row.integer(0)] = values
        }
        try reader.query("SELECT incident, entity, roles, alert_count FROM incident_entities") { row in
            recount.incidents[row.integer(0)]?.entities[row.integer(1)] = [row.integer(2), row.integer(3)]
        }
        try reader.query("SELECT incident, kind, value, alert_count FROM incident_facets") { row in
            recount.incidents[row.integer(0)]?.facets["\(row.integer(1))=\(row.text(2))"] = row.integer(3)
        }
        try reader.query("SELECT id, alert_count FROM entities WHERE alert_count <> 0") {
            recount.entities[$0.integer(0)] = $0.integer(1)
        }
        return recount
    }

    /// The same from the alerts and the redirects alone.
    static func counted(_ reader: any SQLReader, alerts: [Int64: NewAlertFacts]) throws -> Recount {
        var recount = Recount()
        var redirects: [Int64: Int64] = [:]
        try reader.query("SELECT id, COALESCE(redirect, 0) FROM incidents") { row in
            recount.incidents[row.integer(0)] = Values()
            redirects[row.integer(0)] = row.integer(1)
        }
        try reader.query("SELECT id, home, status, first_activity, last_activity FROM alerts") { row in
            guard let facts = alerts[row.integer(0)] else { return }
            for link in facts.links { recount.entities[link.entity, default: 0] += 1 }
            var incident = row.integer(1)
            while incident != 0 {
                recount.incidents[incident]?.add(facts, status: row.integer(2), first: row.integer(3), last: row.integer(4))
                incident = redirects[incident] ?? 0
            }
        }
        return recount
    }
}

/// What an alert adds to an incident, worked out apart from the store.
struct NewAlertFacts {
    var links: [(entity: Int64, roles: Int64)]
    var severity: Int64
    var tactics: Int64
    var facets: [String]
}

extension Recount.Values {
    mutating func add(_ facts: NewAlertFacts, status: Int64, first: Int64, last: Int64) {
        alerts += 1
        if status != 3 { active += 1 }
        tactics |= facts.tactics
        severity = max(severity, facts.severity)
        self.first = min(self.first, first)
        self.last = max(self.last, last)
        for link in facts.links where !link.entity.isMultiple(of: 50) {
            let old = entities[link.entity] ?? [0, 0]
            entities[link.entity] = [old[0] | link.roles, old[1] + 1]
        }
        for facet in facts.facets { facets[facet, default: 0] += 1 }
    }
}

extension SQLReader {
    func query(_ text: String, row: (any SQLRow) throws -> Void) throws {
        try query(SQLStatement(building: text), [], row: row)
    }
}
