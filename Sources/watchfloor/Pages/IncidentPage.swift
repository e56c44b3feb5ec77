internal import Primitives

/// An explained incident, laid out to be read from the top: what it is, why it ranks so, what it touches, how it went.
struct IncidentPage {
    /// Rows of a list of explanations, at most.
    static let longestList = 15

    let incident: JSONValue
    let alerts: [JSONValue]

    /// - Parameters:
    ///   - incident: the answer of `/api/queue/{id}`.
    ///   - alerts: those of `/api/queue/{id}/alerts`.
    init(_ incident: JSONValue, alerts: [JSONValue]) {
        self.incident = incident
        self.alerts = alerts
    }

    func lines(for terminal: Terminal, now: Timestamp) -> [String] {
        let sections: [(String, [String])] = [
            ("", head(terminal, now)),
            ("Why it ranks so", factors(terminal)),
            ("What it touches", EntityTable(incident.list(of: "entities")).lines(for: terminal)),
            ("How it was attacked", techniques(terminal)),
            ("Why its alerts belong together", reasons(terminal)),
            ("What brought in the incidents merged into it", mergeReasons(terminal)),
            ("What fired", detectors(terminal)),
            ("Timeline", AlertTimeline(alerts, of: incident.number(of: "alertCount")).lines(for: terminal)),
            ("Comments", comments(terminal, now)),
        ]
        var lines: [String] = []
        for (heading, content) in sections where !content.isEmpty {
            if !heading.isEmpty { lines += ["", terminal.paint(heading, .bold)] }
            lines += content
        }
        return lines
    }

    private func head(_ terminal: Terminal, _ now: Timestamp) -> [String] {
        let severity = incident.text(of: "severity")
        let name = TerminalText.line(incident.text(of: "displayName"))
        var lines = TextWidth.wrap("Incident \(incident.text(of: "id")): \(name)", terminal.width ?? .max)
            .map { terminal.paint($0, .bold) }
        let owner = TerminalText.line(incident.text(of: "assignedTo"))
        let standing = [
            terminal.paint(severity, TextStyle(of: severity)), incident.text(of: "status"),
            "priority \(incident.points(of: "priority"))" + (incident.flag(of: "isOnQueue") ? "" : " (off the queue)"),
            owner.isEmpty ? "nobody's" : "of \(owner)", Count.text(incident.number(of: "alertCount"), "alert"),
        ]
        lines.append(standing.joined(separator: " · "))
        if let first = incident.time(of: "firstActivityDateTime"), let last = incident.time(of: "lastActivityDateTime") {
            lines.append("from \(LocalTime.text(first)) to \(LocalTime.full(last, now: now))")
        }
        return lines + remarks(terminal)
    }

    /// What not every incident has.
    private func remarks(_ terminal: Terminal) -> [String] {
        let classification = [incident.text(of: "classification"), incident.text(of: "determination")]
            .filter { $0 != "unknown" && !$0.isEmpty }.map { Spoken.words($0) }.joined(separator: ", ")
        let merged = incident.texts(of: "merged").joined(separator: ", ")
        let remarks = [
            ("merged into", incident.text(of: "redirectIncidentId")), ("continues", incident.text(of: "continues")),
            ("merged in", merged), ("classified", classification),
            ("tags", incident.texts(of: "customTags").joined(separator: ", ")), ("summary", incident.text(of: "summary")),
            ("resolved", incident.text(of: "resolvingComment")),
        ]
        return remarks.filter { !$0.1.isEmpty }.flatMap { name, text in
            TextWidth.wrap("\(name): " + TerminalText.line(text), terminal.width ?? .max)
        }
    }

    private func factors(_ terminal: Terminal) -> [String] {
        var table = Table([.fixed("", isNumber: true), .text("", minimum: 20)])
        for factor in incident.list(of: "factors") {
            let points = factor.points(of: "points")
            table.add([Table.Cell(points.hasPrefix("-") ? points : "+" + points, .cyan), Table.Cell(factor.text(of: "text"))])
        }
        return table.lines(for: terminal, indent: 2)
    }

    private func techniques(_ terminal: Terminal) -> [String] {
        let tactics = incident.texts(of: "tactics").map { Spoken.title(TerminalText.line($0)) }.joined(separator: " > ")
        var table = Table([.fixed(""), .text("", minimum: 12), .fixed("", isNumber: true)])
        for technique in incident.list(of: "techniques").prefix(IncidentPage.longestList) {
            table.add([
                Table.Cell(technique.text(of: "id")), Table.Cell(technique.text(of: "name")),
                Table.Cell(Count.text(technique.number(of: "alertCount"), "alert"), .faint),
            ])
        }
        let stages = tactics.isEmpty ? [] : TextWidth.wrap(tactics, (terminal.width ?? .max) - 2).map { "  " + $0 }
        return stages + table.lines(for: terminal, indent: 2)
    }

    private func reasons(_ terminal: Terminal) -> [String] {
        counted(ReasonGroup.groups(of: incident.list(of: "reasons")), terminal) { ($0.alertCount, $0.text) }
    }

    private func mergeReasons(_ terminal: Terminal) -> [String] {
        counted(MergeReason.reasons(incident.list(of: "mergeReasons")), terminal, of: "incident") { reason in
            let named = reason.incidents.prefix(5).map { "#\($0)" }.joined(separator: ", ")
            return (Int64(reason.incidents.count), "\(named)\(reason.incidents.count > 5 ? " …" : ""): \(reason.text)")
        }
    }

    private func detectors(_ terminal: Terminal) -> [String] {
        counted(incident.list(of: "detectors"), terminal) { detector in
            let mark = detector.flag(of: "isExcluded") ? " (excluded)" : ""
            let (product, title) = (detector.text(of: "product"), detector.text(of: "title"))
            let isNamed = product.isEmpty || title.hasPrefix("\(product):")
            return (detector.number(of: "alertCount"), (isNamed ? title : "\(product): \(title)") + mark)
        }
    }

    /// A count and a text for each row, the first of them; long texts go on below, as each word may matter.
    private func counted<Row>(
        _ rows: [Row], _ terminal: Terminal, of noun: String = "alert", _ show: (Row) -> (Int64, String)
    ) -> [String] {
        let shown = rows.prefix(IncidentPage.longestList).map(show).map { (Count.text($0.0, noun), $0.1) }
        let margin = shown.reduce(0) { max($0, $1.0.count) }
        let lines = shown.flatMap { count, text in
            let head = "  " + String(repeating: " ", count: margin - count.count) + terminal.paint(count, .faint) + "  "
            let rest = String(repeating: " ", count: margin + 4)
            let pieces = TextWidth.wrap(TerminalText.line(text), max(20, (terminal.width ?? .max) - margin - 4))
            return pieces.enumerated().map { ($0.offset == 0 ? head : rest) + $0.element }
        }
        let more = rows.count - IncidentPage.longestList
        return lines + (more > 0 ? ["  and \(more) more (--json has all)"] : [])
    }

    private func comments(_ terminal: Terminal, _ now: Timestamp) -> [String] {
        incident.list(of: "comments").flatMap { comment in
            let author = TerminalText.line(comment.text(of: "createdByDisplayName"))
            let time = comment.time(of: "createdDateTime").map { LocalTime.full($0, now: now) } ?? ""
            let text = TerminalText.lines(comment.text(of: "comment"))
            return [terminal.paint("  \(author), \(time)", .faint)]
                + text.flatMap { TextWidth.wrap($0, (terminal.width ?? .max) - 4) }.map { "    " + $0 }
        }
    }
}
