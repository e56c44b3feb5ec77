internal import Primitives
internal import SecurityModel

/// The list of alerts as a table for other programs.
enum AlertExport {
    private static let columns: [(name: String, value: @Sendable (Alert) -> String)] = [
        ("Alert id", { $0.id.description }), ("Title", { $0.report.title }), ("Severity", { $0.severity.name }),
        ("Status", { $0.status.name }), ("Incident id", { $0.incident.description }),
        ("Product", { $0.report.productName }), ("Detector", { $0.report.detectorId }),
        ("Tactics", { $0.report.tactics.tactics.map({ $0.title }).joined(separator: "; ") }),
        ("Techniques", { $0.report.techniques.map({ $0.id }).joined(separator: "; ") }),
        ("Assigned to", { $0.assignedTo }), ("Classification", { $0.classification.name }),
        ("Determination", { $0.determination.name }), ("Times reported", { String($0.occurrences) }),
        ("First activity", { $0.report.firstActivity.rfc3339 }), ("Last activity", { $0.report.lastActivity.rfc3339 }),
        ("Sensitivity labels", { AlertContext($0.report).sensitivityLabels.joined(separator: "; ") }),
        ("Policies", { AlertContext($0.report).policies.joined(separator: "; ") }),
        ("Data streams", { AlertContext($0.report).dataStreams.joined(separator: "; ") }),
        ("Cloud subscriptions", { AlertContext($0.report).subscriptions.joined(separator: "; ") }),
        ("Tags", { AlertContext($0.report).tags.joined(separator: "; ") }),
        ("Created", { $0.created.rfc3339 }), ("Last update", { $0.lastUpdate.rfc3339 }),
    ]

    static func text(_ alerts: [Alert], count: Int64) -> String {
        var lines = [columns.map({ $0.name }).joined(separator: ",")]
        lines += alerts.map { alert in columns.map { QueueExport.cell($0.value(alert)) }.joined(separator: ",") }
        let rest = count - Int64(alerts.count)
        if rest > 0 { lines.append(QueueExport.cell("\(rest) more alerts are not in this export; filter more narrowly")) }
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
