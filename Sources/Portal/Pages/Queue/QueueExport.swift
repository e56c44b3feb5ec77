internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The queue as a table for other programs (RFC 4180).
enum QueueExport {
    private static let columns: [(name: String, value: @Sendable (Incident) -> String)] = [
        ("Incident id", { $0.id.description }), ("Name", { $0.displayName }), ("Priority", { $0.priority.short }),
        ("Severity", { $0.severity.name }), ("Status", { $0.status.name }), ("Assigned to", { $0.assignedTo }),
        ("Classification", { $0.classification.name }), ("Determination", { $0.determination.name }),
        ("Tags", { ($0.systemTags + $0.customTags).joined(separator: "; ") }),
        ("Tactics", { $0.tactics.tactics.map({ $0.title }).joined(separator: "; ") }),
        ("Alerts", { String($0.alertCount) }), ("Active alerts", { String($0.activeAlertCount) }),
        ("First activity", { $0.firstActivity.rfc3339 }), ("Last activity", { $0.lastActivity.rfc3339 }),
        ("Created", { $0.created.rfc3339 }), ("Last update", { $0.lastUpdate.rfc3339 }),
    ]

    /// What comes with the alerts, behind the incident's own columns.
    static let facets: [(name: String, kind: IncidentFacet)] = [
        ("Service sources", .serviceSource), ("Detection sources", .detectionSource), ("Products", .product),
        ("Sources", .source), ("Device groups", .deviceGroup), ("Automated investigation", .investigation),
        ("Sensitivity labels", .sensitivityLabel), ("Policies", .policy),
        ("Data streams", .dataStream), ("Cloud subscriptions", .subscription), ("Tags of alerts", .alertTag),
    ]

    static func text(_ incidents: [Incident], _ values: QueueValues, count: Int64) -> String {
        var lines = [(columns.map({ $0.name }) + ["Impacted assets"] + facets.map({ $0.name })).joined(separator: ",")]
        lines += incidents.map { incident in
            let assets = values.assets(of: incident.id).map { "\($0.key.kind.name):\($0.key.value)" }
            let said = facets.map { name, kind in
                // A group is known by its name, and everything else by the word that filters and interfaces have for it.
                kind == .deviceGroup ? values.titles(of: .group, in: incident.id) : values.values(of: kind, in: incident.id)
            }
            return (columns.map { $0.value(incident) } + ([assets] + said).map { $0.joined(separator: "; ") }).map(cell)
                .joined(separator: ",")
        }
        let rest = count - Int64(incidents.count)
        if rest > 0 { lines.append(cell("\(rest) more incidents are not in this export; filter more narrowly")) }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// A cell that no spreadsheet takes for a formula.
    static func cell(_ text: String) -> String {
        // Some spreadsheets look past blanks, and take fullwidth signs for the plain ones.
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        let isFormula = first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
        let text = isFormula ? "'" + text : text
        guard text.utf8.contains(where: { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
