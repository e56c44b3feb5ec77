internal import Primitives

/// Rules as a table, one as a page, and what came of runs.
enum DetectionPage {
    static func list(_ json: JSONValue, for terminal: Terminal, now: Timestamp) -> [String] {
        var table = Table([
            .text("NAME", minimum: 12), .text("TITLE", minimum: 16), .fixed("STATUS"), .fixed("EVERY"), .fixed("LAST RUN"),
            .fixed("NEXT"), .fixed("ALERTS", isNumber: true),
        ])
        for rule in json.list(of: "detections") {
            table.add([
                Table.Cell(rule.text(of: "name"), .bold), Table.Cell(rule.text(of: "displayName")),
                Table.Cell(rule.text(of: "status"), style(rule.text(of: "status"))), Table.Cell(frequency(rule)),
                Table.Cell(time(rule["lastRun"]?.time(of: "started"), now)), Table.Cell(time(rule.time(of: "nextRun"), now)),
                Table.Cell(rule["totals"]?.count(of: "alerts") ?? ""),
            ])
        }
        return table.rows.isEmpty
            ? ["no rules; take one in with `watchfloor detections import`"] : table.lines(for: terminal)
    }

    static func rule(_ json: JSONValue, for terminal: Terminal, now: Timestamp) -> [String] {
        let rule = json["rule"] ?? .null
        var lines = [
            TerminalText.line("\(json.text(of: "displayName")) (\(json.text(of: "name")))"),
            TerminalText.line(
                "\(json.text(of: "status")) · \(rule.text(of: "severity")) · every \(frequency(json)) · "
                    + "next run \(time(json.time(of: "nextRun"), now))"),
        ]
        if !json.text(of: "disabledReason").isEmpty {
            lines.append(TerminalText.line("disabled by itself: \(json.text(of: "disabledReason"))"))
        }
        let attack = rule.texts(of: "tactics") + rule.texts(of: "techniques")
        if !attack.isEmpty { lines.append(TerminalText.line(attack.joined(separator: ", "))) }
        lines +=
            [""]
            + rule.text(of: "query").split(separator: "\n", omittingEmptySubsequences: false)
            .map { "  " + TerminalText.line(String($0)) }
        let runs = json.list(of: "runs")
        return lines + [""] + (runs.isEmpty ? ["no runs yet"] : self.runs(runs, for: terminal, now: now))
    }

    static func runs(_ runs: [JSONValue], for terminal: Terminal, now: Timestamp) -> [String] {
        guard !runs.isEmpty else { return ["nothing came in since the last run"] }
        var table = Table([
            .fixed("STARTED"), .fixed("STATUS"), .fixed("ROWS", isNumber: true), .fixed("ALERTS", isNumber: true),
            .fixed("SECONDS", isNumber: true), .text("ERROR", minimum: 16),
        ])
        for run in runs {
            table.add([
                Table.Cell(time(run.time(of: "started"), now)),
                Table.Cell(run.text(of: "status"), style(run.text(of: "status"))), Table.Cell(run.count(of: "rows")),
                Table.Cell(run.count(of: "alerts")), Table.Cell(run.points(of: "seconds")), Table.Cell(run.text(of: "error")),
            ])
        }
        return table.lines(for: terminal)
    }

    static func imported(_ json: JSONValue) -> [String] {
        let state = json.flag(of: "isEnabled") ? "enabled" : "disabled; preview it, then enable it"
        return [TerminalText.line("\(json.text(of: "name")): \(json.text(of: "displayName")) · \(state)")]
            + json.texts(of: "notes").map { "  " + TerminalText.line($0) }
    }

    static func preview(_ json: JSONValue, for terminal: Terminal) -> [String] {
        var lines = [
            "\(Count.text(json.number(of: "rows"), "row")), \(Count.text(json.number(of: "alertCount"), "alert")) in "
                + "\(json.list(of: "bars").count) runs · \(json.points(of: "seconds")) s"
        ]
        if json.flag(of: "isWidened") { lines.append("each run stands for several: there would have been more than are shown") }
        if json.flag(of: "isCut") { lines.append("time ran out; the oldest runs are missing") }
        lines.append(bars(json.list(of: "bars").map { $0.number(of: "rows") }))
        var table = Table([
            .fixed("LAST ACTIVITY"), .fixed("SEVERITY"), .text("TITLE", minimum: 20), .fixed("ROWS", isNumber: true),
        ])
        for alert in json.list(of: "alerts") {
            table.add([
                Table.Cell(alert.text(of: "lastActivity")), Table.Cell(alert.text(of: "severity")),
                Table.Cell(alert.text(of: "title")), Table.Cell(alert.count(of: "rows")),
            ])
        }
        return lines + (table.rows.isEmpty ? [] : [""] + table.lines(for: terminal))
    }

    /// A bar a run, in eighths of a line.
    private static func bars(_ numbers: [Int64]) -> String {
        let most = max(1, numbers.max() ?? 1)
        let signs = Array("▁▂▃▄▅▆▇█")
        return String(numbers.map { $0 == 0 ? "·" : signs[min(7, Int(($0 * 8 - 1) / most))] })
    }

    private static func frequency(_ json: JSONValue) -> String {
        let rule = json["rule"] ?? .null
        return rule.text(of: "kind") == "NRT" ? "continuous" : rule.text(of: "queryFrequency")
    }

    private static func time(_ time: Timestamp?, _ now: Timestamp) -> String {
        time.map { RelativeTime.text($0, now: now) } ?? "-"
    }

    private static func style(_ status: String) -> TextStyle {
        ["failed", "failing", "autoDisabled"].contains(status) ? .red : status == "disabled" ? .faint : .plain
    }
}
