internal import Primitives

/// The queue as a table, with what is not on it told below.
struct QueuePage {
    private let json: JSONValue
    private let skip: Int

    /// - Parameters:
    ///   - json: the answer of `/api/queue`.
    ///   - skip: rows that were left out before the first.
    init(_ json: JSONValue, skip: Int = 0) {
        self.json = json
        self.skip = skip
    }

    func lines(for terminal: Terminal, now: Timestamp) -> [String] {
        var table = Table([
            .fixed("ID", isNumber: true), .fixed("SCORE", isNumber: true), .text("SEVERITY", minimum: 8),
            .text("STATUS", minimum: 8), .text("OWNER", minimum: 8), .fixed("ALERTS", isNumber: true), .fixed("LAST"),
            .prose("NAME", minimum: 24, lines: 4),
        ])
        for row in json.list(of: "incidents") { table.add(QueuePage.cells(row, now: now)) }
        // What nobody owns yet and everybody calls active needs no column: the names need the room.
        let telling = table.dropping(["STATUS": "active", "OWNER": "-"])
        return (table.rows.isEmpty ? [] : telling.lines(for: terminal)) + [terminal.paint(footer, .faint)]
    }

    private static func cells(_ row: JSONValue, now: Timestamp) -> [Table.Cell] {
        let (severity, status) = (row.text(of: "severity"), row.text(of: "status"))
        return [
            Table.Cell(row.text(of: "id"), .bold), Table.Cell(row.count(of: "priorityScore")),
            Table.Cell(severity, TextStyle(of: severity)), Table.Cell(status, TextStyle(of: status)),
            Table.Cell(row.text(of: "assignedTo").isEmpty ? "-" : row.text(of: "assignedTo")),
            Table.Cell(row.count(of: "alertCount")),
            Table.Cell(row.time(of: "lastActivityDateTime").map { RelativeTime.text($0, now: now) } ?? "", .faint),
            Table.Cell(row.text(of: "displayName")),
        ]
    }

    private var footer: String {
        let (shown, count) = (json.list(of: "incidents").count, json.number(of: "count"))
        var text = count == 0 ? "no incidents" : Count.text(count, "incident")
        if Int64(shown) < count {
            text += shown == 0 ? ", none from row \(skip + 1)" : ", rows \(skip + 1) to \(skip + shown) shown"
        }
        let hidden = json.number(of: "offQueue")
        return hidden == 0 ? text : text + "; \(Count.text(hidden)) more kept off the queue (--all shows them)"
    }
}
