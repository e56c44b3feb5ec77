internal import Primitives

/// Alerts in the order in which they happened.
struct AlertTimeline {
    private let alerts: [JSONValue]
    private let count: Int64

    /// - Parameters:
    ///   - alerts: those at hand.
    ///   - count: how many the incident has.
    init(_ alerts: [JSONValue], of count: Int64) {
        let dated = alerts.map { ($0.time(of: "firstActivityDateTime") ?? .distantPast, $0) }
        self.alerts = dated.sorted { $0.0 < $1.0 }.map(\.1)
        self.count = count
    }

    func lines(for terminal: Terminal) -> [String] {
        var table = Table([
            .fixed(""), .fixed(""), .text("", minimum: 6), .prose("", minimum: 16, lines: 3), .text("", minimum: 8),
            .text("", minimum: 12),
        ])
        for alert in alerts { table.add(AlertTimeline.cells(alert)) }
        let more = count - Int64(alerts.count)
        let rest = more > 0 && !alerts.isEmpty ? ["  and \(Count.text(more)) more (--alerts N shows more)"] : []
        return table.lines(for: terminal, indent: 2) + rest
    }

    /// Entities that are named beside an alert, at most.
    static let longestTouch = 3

    private static func touched(by alert: JSONValue) -> String {
        let names = EntityTable.ranked(alert.list(of: "entities")).map { $0.text(of: "value") }
        let more = names.count - longestTouch
        return names.prefix(longestTouch).joined(separator: ", ") + (more > 0 ? " +\(more)" : "")
    }

    private static func cells(_ alert: JSONValue) -> [Table.Cell] {
        let severity = alert.text(of: "severity")
        let times = alert.number(of: "occurrences")
        return [
            Table.Cell(alert.time(of: "firstActivityDateTime").map(LocalTime.text) ?? "", .faint),
            Table.Cell(alert.text(of: "id")), Table.Cell(severity, TextStyle(of: severity)),
            Table.Cell(alert.text(of: "title") + (times > 1 ? " (\(Count.text(times)) times)" : "")),
            Table.Cell(alert.text(of: "product"), .faint), Table.Cell(touched(by: alert)),
        ]
    }
}
