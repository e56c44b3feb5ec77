internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The incident as it was: a moment that somebody types or picks, a slider over its changes, and everything about it then.
enum PastTab {
    /// Changes that the slider goes over, at most: the newest.
    static let mostMoments = 400
    static let mostAlerts = 100

    struct Moment {
        /// The moment as the page's address names it.
        var at: String
        var time: String
        var exact: String
        var actor: String
        var what: String
        /// How many more changes there were in that second.
        var more: String?
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
        /// As it was then; `nil` where the log does not tell.
        var status: String?
        var statusTitle: String
        var time: String
    }

    struct Line {
        var text: String
        var by: String
    }

    struct CommentLine {
        var said: CommentText
        var by: String
    }

    struct Model {
        var id: String
        var moments: [Moment]
        var last: Int
        var chosen: Int
        /// The moment as a field of a form has it.
        var asked: String
        /// The stop that is shown, in words.
        var time: String
        /// Why there is nothing to show.
        var notYet: String?
        var fields: [Field]
        var alertCount: String
        var alerts: [AlertRow]
        var moreAlerts: String?
        var assets: Things
        var evidence: Things
        var comments: [CommentLine]
        var tasks: [Line]
    }

    static func model(_ incidentCase: IncidentCase, at wish: PastStops.Wish?, _ reader: CaseReader) throws -> Model {
        let incident = incidentCase.incident
        var known: [IncidentID: [Change]] = [:]
        func changes(_ id: IncidentID) throws -> [Change] {
            if let found = known[id] { return found }
            let found = try reader.changes(of: id, limit: IncidentPast.mostChanges)
            known[id] = found
            return found
        }
        let stops = PastStops(try changes(incident.id))
        let place = stops.place(wish)
        let stop = place.map { stops.stops[$0] }
        let past = try IncidentPast(incident, at: stop?.sequence ?? 0, changes: changes)
        let present = try IncidentPast(incident, at: .max, changes: changes)
        let held = try PastAlerts(of: incident.id, at: stop?.sequence ?? 0) {
            try reader.whereabouts(of: $0, limit: IncidentPast.mostChanges)
        }
        // The log names alerts that somebody may not see.
        let alerts = try held.alerts.filter { try reader.sees($0) }
        let things = try Things.chips(alerts, reader)
        let shown = stops.stops.suffix(mostMoments)
        return Model(
            id: incident.id.description,
            moments: shown.reversed().map { line($0, isChosen: $0.sequence == stop?.sequence) },
            last: max(0, shown.count - 1), chosen: max(0, (place ?? 0) - shown.startIndex), asked: asked(wish, stop),
            time: words(stop, place, of: stops), notYet: stop == nil ? notYet(stops) : nil, fields: fields(past, now: present),
            alertCount: Amount.text(Int64(alerts.count), "alert"),
            alerts: try alerts.prefix(mostAlerts).compactMap { try reader.alert($0) }
                .sorted { ($0.report.firstActivity, $0.id) < ($1.report.firstActivity, $1.id) }
                .map { row($0, held.states[$0.id]) },
            moreAlerts: alerts.count > mostAlerts ? Amount.grouped(Int64(alerts.count - mostAlerts)) : nil,
            assets: Things(things.filter { !$0.isEvidence }, alerts: alerts.count),
            evidence: Things(things.filter(\.isEvidence), alerts: alerts.count),
            comments: past.comments.map { CommentLine(said: CommentText($0.text), by: "\($0.author) · \($0.time.minute)") },
            tasks: past.tasks.map { task in
                Line(text: task["title"]?.string ?? "", by: task["status"]?.string == "completed" ? "done" : "open")
            })
    }

    private static func asked(_ wish: PastStops.Wish?, _ stop: PastStops.Stop?) -> String {
        guard case .time(let time) = wish else { return stop.map { address($0.time) } ?? "" }
        return address(time)
    }

    /// `2026-05-04T12:30:00`, UTC.
    private static func address(_ time: Timestamp) -> String { String(time.rfc3339.prefix(19)) }

    private static func words(_ stop: PastStops.Stop?, _ place: Int?, of stops: PastStops) -> String {
        guard let stop, let place else { return "before its first change" }
        return "behind change \(place + 1) of \(stops.stops.count), of \(stop.time.second)"
    }

    private static func notYet(_ stops: PastStops) -> String {
        stops.stops.first.map { "It was not there yet: it came to be on \($0.time.second)." } ?? "Nothing is known of it."
    }

    private static func line(_ stop: PastStops.Stop, isChosen: Bool) -> Moment {
        let change = stop.changes.first { !ChangeLine.isBulky($0) } ?? stop.changes[0]
        let line = ChangeLine(change)
        let actors = stop.changes.map(\.actor)
        return Moment(
            at: address(stop.time) + "Z", time: String(stop.time.second.dropFirst(5).dropLast(4)),
            exact: stop.time.rfc3339,
            actor: Amount.list(actors.enumerated().filter { actors.firstIndex(of: $1) == $0 }.map(\.element), most: 2),
            what: words(line),
            more: stop.changes.count > 1 ? Amount.text(Int64(stop.changes.count - 1), "more change") : nil, isChosen: isChosen)
    }

    private static func words(_ line: ChangeLine) -> String {
        let text = line.comment.flatMap { $0.after ?? $0.before }.map { CommentText.line(of: $0) }
        let about = line.record ?? text ?? line.fields.first.map { "\($0.name.lowercased()) \($0.after)" }
        return about.map { "\(line.what): \($0)".middleTruncated(to: 90) } ?? line.what
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

    private static func row(_ alert: Alert, _ status: AlertStatus?) -> AlertRow {
        AlertRow(
            title: alert.report.title, severity: alert.severity.name, severityTitle: alert.severity.title,
            status: status?.name, statusTitle: status?.title ?? "", time: alert.report.firstActivity.minute)
    }
}
