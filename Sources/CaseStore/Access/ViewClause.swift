internal import SQL
public import SecurityModel

/// A view as conditions of SQL: the one place where scope meets the tables.
struct ViewClause {
    private(set) var text: String
    private(set) var arguments: [SQLValue] = []

    /// Over alerts, as `a`.
    static func alerts(_ view: CaseView) -> ViewClause {
        any(view) { clause, scope in clause.addAlert(scope) }
    }

    /// Over incidents, as `i`. A merged one is seen by whoever sees what it was merged into.
    static func incidents(_ view: CaseView) -> ViewClause {
        any(view) { clause, scope in clause.addIncident(scope) }
    }

    /// Over what is counted for each incident under a facet, as `f`: an alert that is seen says it.
    static func facets(_ kind: IncidentFacet, _ view: CaseView) -> ViewClause {
        let (join, value) = kind.ofAlert
        return counted(view, "f", join: join) { "\(value) = f.value AND \($0)" }
    }

    /// Over the entities of incidents, as `l`: an alert that is seen names it.
    static func entities(_ view: CaseView) -> ViewClause {
        counted(view, "l", join: " JOIN alert_entities n ON n.alert = a.id") { "n.entity = l.entity AND \($0)" }
    }

    /// Over rows that are counted for each incident over all its alerts.
    private static func counted(
        _ view: CaseView, _ table: String, join: String, _ condition: (String) -> String
    ) -> ViewClause {
        var clause = alerts(view)
        guard !view.isEverything else { return clause }
        clause.text = """
            EXISTS (SELECT 1 FROM incidents h JOIN alerts a ON a.home = h.id\(join)
            WHERE h.root = \(table).incident AND \(condition(clause.text)))
            """
        return clause
    }

    private init(_ text: String) {
        self.text = text
    }

    private static func any(_ view: CaseView, _ add: (inout ViewClause, CaseScope) -> Void) -> ViewClause {
        if view.isEverything { return ViewClause("1 = 1") }
        if view.scopes.isEmpty { return ViewClause("1 = 0") }
        var clause = ViewClause("(")
        for (index, scope) in view.scopes.enumerated() {
            if index > 0 { clause.text += " OR " }
            clause.text += "("
            add(&clause, scope)
            clause.text += ")"
        }
        clause.text += ")"
        return clause
    }

    private mutating func addAlert(_ scope: CaseScope) {
        text += "1 = 1"
        if let groups = scope.deviceGroups {
            among(" AND a.device_group IN", groups.sorted().map { .integer(Int64($0)) })
        }
        if let sources = scope.sources {
            text += " AND a.source IN (SELECT v.id FROM sources v WHERE 1 = 1"
            among(" AND v.name IN", sources.sorted().map(SQLValue.text))
            text += ")"
        }
    }

    /// What is counted for each incident answers most of it. Where group and source both count, the same alert has to have
    /// both, and the alerts themselves are asked last.
    private mutating func addIncident(_ scope: CaseScope) {
        text += "1 = 1"
        if let groups = scope.deviceGroups {
            text += " AND ("
            facet(.deviceGroup, groups.subtracting([0]).sorted().map { .text(String($0)) })
            if groups.contains(0) {
                // Alerts of no group are those that are not counted under one.
                text += """
                     OR (SELECT r.alert_count FROM incidents r WHERE r.id = i.root) > COALESCE(
                        (SELECT SUM(g.alert_count) FROM incident_facets g WHERE g.incident = i.root AND +g.kind = ?), 0)
                    """
                arguments.append(.integer(Int64(IncidentFacet.deviceGroup.rawValue)))
            }
            text += ")"
        }
        if let sources = scope.sources {
            text += " AND "
            facet(.source, sources.sorted().map(SQLValue.text))
        }
        guard scope.deviceGroups != nil, scope.sources != nil else { return }
        text += " AND EXISTS (SELECT 1 FROM incidents h JOIN alerts a ON a.home = h.id WHERE h.root = i.root AND "
        addAlert(scope)
        text += ")"
    }

    private mutating func facet(_ kind: IncidentFacet, _ values: [SQLValue]) {
        text += "EXISTS (SELECT 1 FROM incident_facets f WHERE f.incident = i.root AND f.kind = ?"
        arguments.append(.integer(Int64(kind.rawValue)))
        among(" AND f.value IN", values)
        text += ")"
    }

    private mutating func among(_ words: String, _ values: [SQLValue]) {
        text += "\(words) (\(SQLValue.marks(values.count)))"
        arguments += values
    }
}

extension CaseReader {
    /// Whether there is such an incident for whoever asks.
    public func sees(_ incident: IncidentID) throws -> Bool {
        let clause = ViewClause.incidents(view)
        let text = "SELECT 1 FROM incidents i WHERE i.id = ? AND \(clause.text)"
        return try session.first(SQLStatement(building: text), [.integer(incident.number)] + clause.arguments) { _ in true }
            ?? false
    }

    /// Whether there is such an alert for whoever asks.
    public func sees(_ alert: AlertID) throws -> Bool {
        let clause = ViewClause.alerts(view)
        let text = "SELECT 1 FROM alerts a WHERE a.id = ? AND \(clause.text)"
        return try session.first(SQLStatement(building: text), [.integer(alert.number)] + clause.arguments) { _ in true } ?? false
    }

    /// Whether whoever asks sees each alert of an incident, and so may decide about the whole.
    public func seesAll(of incident: IncidentID) throws -> Bool {
        if view.isEverything { return true }
        let clause = ViewClause.alerts(view)
        let text = "SELECT 1 FROM incidents h JOIN alerts a ON a.home = h.id WHERE h.root = ? AND NOT (\(clause.text)) LIMIT 1"
        return try session.first(SQLStatement(building: text), [.integer(incident.number)] + clause.arguments) { _ in false }
            ?? true
    }

    /// How many alerts of an incident there are for whoever asks.
    public func alertCount(of incident: Incident) throws -> Int64 {
        if view.isEverything { return incident.alertCount }
        let clause = ViewClause.alerts(view)
        let text = "SELECT COUNT(*) FROM incidents h JOIN alerts a ON a.home = h.id WHERE h.root = ? AND \(clause.text)"
        return try session.first(SQLStatement(building: text), [.integer(incident.id.number)] + clause.arguments) {
            $0.integer(0)
        } ?? 0
    }
}
