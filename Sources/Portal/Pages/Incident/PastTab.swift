internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The incident as it was: a slider over its changes, and everything about it behind the chosen one.
enum PastTab {
    /// Changes that the slider goes over, at most: the newest.
    static let mostMoments = 400
    static let mostAlerts = 100
    static let mostThings = 60

    struct Moment {
        var sequence: String
        var time: String
        var exact: String
        var actor: String
        var what: String
        var isChosen: Bool
    }

    struct Field {
        var name: String
        var value: String
        /// What it is now, where that is something else.
        var now: String?
    }

    struct AlertRow {
        var title: String
        var severity: String
        var severityTitle: String
        var time: String
    }

    struct Line {
        var text: String
        var by: String
    }

    struct Model {
        var id: String
        var moments: [Moment]
        var last: Int
        var chosen: Int
        var time: String
        var fields: [Field]
        var alertCount: String
        var alerts: [AlertRow]
        var moreAlerts: String?
        var assets: [EntityChip]
        var evidence: [EntityChip]
        var comments: [Line]
        var tasks: [Line]
    }

    static func model(_ incidentCase: IncidentCase, at sequence: Int64?, _ reader: CaseReader) throws -> Model {
        let incident = incidentCase.incident
        var known: [IncidentID: [Change]] = [:]
        func changes(_ id: IncidentID) throws -> [Change] {
            if let found = known[id] { return found }
            let found = try reader.changes(of: id, limit: IncidentPast.mostChanges)
            known[id] = found
            return found
        }
        let moments = try changes(incident.id).suffix(mostMoments)
        let place = moments.lastIndex { $0.sequence <= sequence ?? .max } ?? moments.startIndex
        let moment = moments.isEmpty ? nil : moments[place]
        let past = try IncidentPast(incident, at: moment?.sequence ?? 0, changes: changes)
        let present = try IncidentPast(incident, at: .max, changes: changes)
        // The log names alerts that somebody may not see.
        let alerts = try past.alerts.filter { try reader.sees($0) }
        let things = try things(alerts, reader)
        return Model(
            id: incident.id.description, moments: moments.reversed().map { line($0, isChosen: $0.sequence == moment?.sequence) },
            last: max(0, moments.count - 1), chosen: place - moments.startIndex, time: moment?.time.second ?? "–",
            fields: fields(past, now: present), alertCount: Amount.text(Int64(alerts.count), "alert"),
            alerts: try alerts.prefix(mostAlerts).compactMap { try reader.alert($0) }
                .sorted { ($0.report.firstActivity, $0.id) < ($1.report.firstActivity, $1.id) }.map(row),
            moreAlerts: alerts.count > mostAlerts ? Amount.grouped(Int64(alerts.count - mostAlerts)) : nil,
            assets: things.filter { !$0.isEvidence }, evidence: things.filter(\.isEvidence),
            comments: past.comments.map { Line(text: $0.text, by: "\($0.author) · \($0.time.minute)") },
            tasks: past.tasks.map { task in
                Line(text: task["title"]?.string ?? "", by: task["status"]?.string == "completed" ? "done" : "open")
            })
    }

    private static func line(_ change: Change, isChosen: Bool) -> Moment {
        let line = ChangeLine(change)
        return Moment(
            sequence: String(change.sequence), time: String(change.time.second.dropFirst(5).dropLast(4)),
            exact: change.time.rfc3339, actor: change.actor,
            what: line.fields.first.map { "\(line.what): \($0.name.lowercased()) \($0.after)".middleTruncated(to: 90) }
                ?? line.what,
            isChosen: isChosen)
    }

    private static let names = [
        ("displayName", "Name"), ("status", "Status"), ("severity", "Severity"), ("assignedTo", "Owner"),
        ("classification", "Classification"), ("determination", "Determination"), ("customTags", "Tags"),
        ("resolvingComment", "Resolving note"),
    ]

    private static func fields(_ past: IncidentPast, now: IncidentPast) -> [Field] {
        names.map { name, title in
            let (then, now) = (text(past.fields[name], of: name), text(now.fields[name], of: name))
            return Field(name: title, value: then, now: then == now ? nil : now)
        }
    }

    /// Values that are the vocabulary's, not people's.
    private static let vocabulary: Set<String> = ["status", "severity", "classification", "determination"]

    private static func text(_ value: JSONValue?, of field: String) -> String {
        let text = value?.array.map { $0.compactMap(\.string).joined(separator: ", ") } ?? value?.string ?? ""
        guard vocabulary.contains(field) else { return text.isEmpty ? "–" : text }
        return text == Classification.unknown.name ? "–" : ChangeLine.words(text)
    }

    private static func row(_ alert: Alert) -> AlertRow {
        AlertRow(
            title: alert.report.title, severity: alert.severity.name, severityTitle: alert.severity.title,
            time: alert.report.firstActivity.minute)
    }

    /// What the alerts of then name, each thing once.
    private static func things(_ alerts: [AlertID], _ reader: CaseReader) throws -> [EntityChip] {
        var seen: Set<Int64> = []
        var chips: [EntityChip] = []
        for alert in alerts.prefix(mostAlerts * 2) where chips.count < mostThings {
            for link in try reader.entities(of: alert) where link.key.kind != .network && seen.insert(link.entity).inserted {
                chips.append(EntityChip(link))
            }
        }
        return chips
    }
}
