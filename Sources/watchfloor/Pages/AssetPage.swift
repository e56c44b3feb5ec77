internal import Primitives

/// Assets as a table, and one as a page.
enum AssetPage {
    static func list(_ json: JSONValue, skip: Int, for terminal: Terminal, now: Timestamp) -> [String] {
        var table = Table([
            .fixed("ID", isNumber: true), .fixed("KIND"), .text("NAME", minimum: 12), .fixed("CRITICALITY"),
            .fixed("ALERTS", isNumber: true), .fixed("INCIDENTS", isNumber: true), .fixed("LAST"), .text("TAGS", minimum: 6),
        ])
        for asset in json.list(of: "assets") {
            table.add([
                Table.Cell(asset.text(of: "id"), .faint), Table.Cell(asset.text(of: "kind")),
                Table.Cell(asset.text(of: "name"), .bold), Table.Cell(level(asset), style(asset)),
                Table.Cell(asset.count(of: "alertCount")), Table.Cell(incidents(asset)),
                Table.Cell(asset.time(of: "lastSeenDateTime").map { RelativeTime.text($0, now: now) } ?? ""),
                Table.Cell(asset.texts(of: "tags").joined(separator: ", ")),
            ])
        }
        guard !table.rows.isEmpty else { return ["no assets"] }
        let more = json.number(of: "count") - Int64(skip + table.rows.count)
        return table.dropping(["CRITICALITY": "none", "TAGS": ""]).lines(for: terminal)
            + (more > 0 ? ["and \(Count.text(more)) more (--limit, --skip)"] : [])
    }

    static func asset(_ json: JSONValue, for terminal: Terminal, now: Timestamp) -> [String] {
        let tags = json.texts(of: "tags").joined(separator: ", ")
        let seen = ["firstSeenDateTime", "lastSeenDateTime"].compactMap { json.time(of: $0) }
            .map { RelativeTime.text($0, now: now) }.joined(separator: ", last ")
        var lines = [
            TerminalText.line("\(json.text(of: "kind")) \(json.text(of: "name"))"),
            "criticality \(level(json)) · \(Count.text(json.number(of: "alertCount"), "alert")) · \(incidents(json)) incidents"
                + " · first seen \(seen)",
        ]
        if !tags.isEmpty { lines.append(TerminalText.line("tags \(tags)")) }
        let open = json.list(of: "incidents")
        guard !open.isEmpty else { return lines + ["no open incidents"] }
        lines += ["", "Open incidents"]
        var table = Table([.fixed(""), .fixed(""), .fixed(""), .prose("")])
        for incident in open {
            table.add([
                Table.Cell(incident.text(of: "id"), .faint), Table.Cell(String(incident.number(of: "priorityScore"))),
                Table.Cell(incident.text(of: "severity")), Table.Cell(incident.text(of: "displayName")),
            ])
        }
        return lines + table.lines(for: terminal, indent: 2).filter { !$0.allSatisfy { $0 == " " } }
    }

    static func summary(_ json: JSONValue) -> String {
        let tags = json.texts(of: "tags").joined(separator: ", ")
        return TerminalText.line(
            "asset \(json.text(of: "id")): \(json.text(of: "kind")) \(json.text(of: "name")) · criticality \(level(json))"
                + (tags.isEmpty ? "" : " · tags \(tags)"))
    }

    /// `3 open of 17`.
    private static func incidents(_ asset: JSONValue) -> String {
        let all = asset.number(of: "incidentCount")
        return "\(Count.text(asset.number(of: "openIncidentCount"))) open of \(Count.text(all))"
    }

    private static func level(_ asset: JSONValue) -> String {
        asset.text(of: "criticality") + (asset.flag(of: "isCriticalitySet") ? " (set)" : "")
    }

    private static func style(_ asset: JSONValue) -> TextStyle {
        ["high", "veryHigh"].contains(asset.text(of: "criticality")) ? .red : .plain
    }
}
