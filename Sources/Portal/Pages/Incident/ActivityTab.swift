internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Everything that was done to an incident and to those that were merged into it, newest first, with what it was before and
/// after; and their comments.
enum ActivityTab {
    /// Changes of a page.
    static let most = 500

    struct Row {
        var time: String
        var exact: String
        var actor: String
        var what: String
        /// The alert that it was done to.
        var alert: AlertLink?
        /// What a task that it was done to is called.
        var record: String?
        var fields: [ChangeLine.Field]
        /// What was written.
        var texts: [CommentText]
        /// The other incident that it names.
        var related: String?
        /// The incident that can be taken out again.
        var undoMerge: String?
        /// The alerts of a move that can be taken back, with commas between, and the incident that they go back to.
        var undoMove: String?
        var undoTo: String?
        /// The merged incident that it was done to.
        var origin: String?
    }

    struct AlertLink {
        var id: String
        var title: String
    }

    /// Comments on merged incidents that are shown, at most: the newest.
    static let mostMergedComments = 1_000

    /// Alerts that a move can be taken back of by one button, at most.
    static let mostMovedBack = 200

    struct CommentRow {
        var author: String
        var time: String
        var said: CommentText
        /// The merged incident that it is on.
        var origin: String?
    }

    struct Model {
        var id: String
        var filters: [FilterMenu]
        var isFiltered: Bool
        /// What the address says and cannot be read.
        var unread: [String]
        var changes: [Row]
        /// Which of how many they are, where not all of them are shown.
        var more: String?
        /// How many there are.
        var count: Int64
        /// Where newer ones are, and older ones.
        var newer: String?
        var older: String?
        var comments: [CommentRow]
    }

    /// - Parameter offset: how many newer ones to leave out.
    static func model(_ incident: Incident, _ choice: Choice, offset: Int = 0, _ reader: CaseReader) throws -> Model {
        let all = try everything(done: incident.id, reader)
        let chosen = told(choice.isEverything ? all : all.filter(choice.holds))
        let actors = Set(all.lazy.filter(\.isPerson).map(\.actor)).sorted()
        let shown = Array(chosen.dropLast(offset).suffix(most))
        let end = offset + shown.count
        let address = { (offset: Int) in
            let place = offset > 0 ? [("offset", String(offset))] : []
            return "/incidents/\(incident.id)/activity".asking(choice.options + place)
        }
        return Model(
            id: incident.id.description, filters: choice.menus(actors), isFiltered: !choice.isEverything,
            unread: choice.unread.map(\.words),
            changes: try shown.reversed().map { try row($0, of: incident.id, reader) },
            more: shown.count < chosen.count ? range(offset, end, of: chosen.count) : nil, count: Int64(chosen.count),
            newer: offset > 0 ? address(max(0, offset - most)) : nil, older: end < chosen.count ? address(end) : nil,
            comments: try comments(incident, reader))
    }

    /// What was done to an incident and to those that were merged into it, oldest first. A merge among them is told once, by the
    /// incident that stayed.
    private static func everything(done incident: IncidentID, _ reader: CaseReader) throws -> [Change] {
        let own = try reader.changes(of: incident, limit: IncidentPast.mostChanges)
        let merged = try reader.changes(mergedInto: incident, limit: IncidentPast.mostChanges)
        guard !merged.isEmpty else { return own }
        let family = Set(try reader.merged(into: incident).map(\.number) + [incident.number])
        let told = merged.filter { change in
            guard [.incidentMerged, .mergeUndone].contains(ChangeAction(rawValue: change.action)) else { return true }
            // Who sees a part of the alerts alone is not told what was merged.
            guard let payload = change.payload else { return false }
            let target = payload["after"]?["redirectIncidentId"] ?? payload["before"]?["redirectIncidentId"]
            guard let number = target?.integer else { return true }
            return !family.contains(number)
        }
        return (own + told).sorted { $0.sequence < $1.sequence }
    }

    private static func comments(_ incident: Incident, _ reader: CaseReader) throws -> [CommentRow] {
        let own = incident.comments.map { (incident: incident.id, comment: $0) }
        let merged = try reader.comments(mergedInto: incident.id, limit: mostMergedComments)
        return (own + merged).sorted { $0.comment.id < $1.comment.id }.map { home, comment in
            CommentRow(
                author: comment.author, time: comment.created.minute, said: CommentText(comment.text),
                origin: home == incident.id ? nil : home.description)
        }
    }

    private static func range(_ offset: Int, _ end: Int, of count: Int) -> String {
        let all = Amount.grouped(Int64(count))
        return offset == 0 ? "the newest \(end) of \(all)" : "\(offset + 1)–\(end) of \(all), newest first"
    }

    /// Without what a move wrote on each of its alerts: its own row says it.
    private static func told(_ changes: [Change]) -> [Change] {
        var reasons: [Timestamp: [String]] = [:]
        for change in changes where ChangeAction(rawValue: change.action) == .alertsMoved && change.isPerson {
            reasons[change.time, default: []] += (change.payload?["after"]?["reasons"]?.array ?? []).compactMap(\.string)
        }
        guard !reasons.isEmpty else { return changes }
        return changes.filter { change in
            guard ChangeAction(rawValue: change.action) == .commented, change.alert != nil, let said = reasons[change.time],
                let text = change.payload?["after"]?["comment"]?.string
            else { return true }
            return !said.contains { $0.contains(text) }
        }
    }

    /// With what can be taken back: a merge that still stands, a move whose alerts are still where they went.
    private static func row(_ change: Change, of incident: IncidentID, _ reader: CaseReader) throws -> Row {
        var row = row(change)
        row.origin = change.incident.flatMap { $0 == incident ? nil : $0.description }
        if let alert = change.alert, let title = try reader.title(of: alert) {
            row.alert = AlertLink(id: alert.description, title: title)
        }
        let line = ChangeLine(change)
        guard let other = line.other, other != incident, other != change.incident else { return row }
        // What is merged into this one leads back here.
        let isHere = try reader.redirect(of: other) == incident
        row.related = isHere ? nil : other.description
        switch ChangeAction(rawValue: change.action) {
        case .incidentMerged where isHere: row.undoMerge = other.description
        case .alertsMoved where row.origin == nil && max(line.moved.count, line.arrived.count) <= mostMovedBack:
            let (alerts, there, home) = line.moved.isEmpty ? (line.arrived, incident, other) : (line.moved, other, incident)
            guard !alerts.isEmpty, try alerts.allSatisfy({ try reader.alert($0)?.incident == there }) else { break }
            (row.undoMove, row.undoTo) = (alerts.map(\.description).joined(separator: ","), home.description)
        default: break
        }
        return row
    }

    static func row(_ change: Change) -> Row {
        let line = ChangeLine(change)
        var texts: [CommentText] = []
        switch line.comment {
        case (let before?, let after?)?: texts = [CommentText(before, label: "Before"), CommentText(after, label: "Now")]
        case (let before, let after)?: texts = [before ?? after].compactMap(\.self).map { CommentText($0) }
        case nil: break
        }
        return Row(
            time: change.time.minute, exact: change.time.rfc3339, actor: change.actor, what: line.what, record: line.record,
            fields: line.fields, texts: texts)
    }
}
