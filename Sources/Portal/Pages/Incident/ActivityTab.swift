internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Everything that was done to an incident, newest first, with what it was before and after; and its comments.
enum ActivityTab {
    /// Changes that are shown, at most.
    static let most = 500

    struct Row {
        var time: String
        var exact: String
        var actor: String
        var what: String
        var fields: [ChangeLine.Field]
        /// The other incident that it names.
        var related: String?
        /// The incident that can be taken out again.
        var undoMerge: String?
        /// The alerts of a move that can be taken back, with commas between, and the incident that they go back to.
        var undoMove: String?
        var undoTo: String?
    }

    /// Alerts that a move can be taken back of by one button, at most.
    static let mostMovedBack = 200

    struct CommentRow {
        var author: String
        var time: String
        /// Markup that `CommentMarkup` made of what was written.
        var markup: String
    }

    struct Model {
        var id: String
        var filters: [FilterMenu]
        var isFiltered: Bool
        var changes: [Row]
        /// How many there are, where not all of them are shown.
        var more: String?
        var comments: [CommentRow]
    }

    /// Which of them somebody wants to see: `?by=people&kind=merges`.
    struct Choice {
        /// Changes of one sort. The raw value stands in addresses.
        enum Kind: String, CaseIterable {
            case alerts, fields, merges, comments, tasks

            var title: String {
                switch self {
                case .alerts: "Alerts that came in"
                case .fields: "Fields that were set"
                case .merges: "Merges and moves"
                case .comments: "Comments"
                case .tasks: "Tasks"
                }
            }

            init?(_ change: Change) {
                switch ChangeAction(rawValue: change.action) {
                case .alertsAdded, .alertRepeated: self = .alerts
                case .incidentCreated, .incidentUpdated, .alertUpdated: self = .fields
                case .incidentMerged, .mergeUndone, .alertsMoved: self = .merges
                case .commented, .commentUpdated, .commentDeleted: self = .comments
                case .recordCreated, .recordUpdated, .recordDeleted: self = .tasks
                default: return nil
                }
            }
        }

        /// `people`, `product`, or an actor's name; empty for all.
        var by = ""
        var kinds: [Kind] = []

        init() {}

        init(_ options: [(name: String, value: String)]) {
            by = options.first { $0.name == "by" }?.value ?? ""
            kinds = options.filter { $0.name == "kind" }.compactMap { Kind(rawValue: $0.value) }
        }

        var isEverything: Bool { by.isEmpty && kinds.isEmpty }

        func holds(_ change: Change) -> Bool {
            if !kinds.isEmpty, Kind(change).map(kinds.contains) != true { return false }
            switch by {
            case "": return true
            case "people": return change.isPerson
            case "product": return !change.isPerson
            default: return change.actor == by
            }
        }

        /// - Parameter actors: the people who did anything.
        func menus(_ actors: [String]) -> [FilterMenu] {
            let who = [("", "Anybody"), ("people", "People"), ("product", "The product")] + actors.map { ($0, $0) }
            return [
                .one("By", "by", who, by),
                .several("What", "kind", Kind.allCases.map { ($0.rawValue, $0.title) }, kinds.map(\.rawValue)),
            ]
        }
    }

    static func model(_ incident: Incident, _ choice: Choice, _ reader: CaseReader) throws -> Model {
        let all = try reader.changes(of: incident.id, limit: IncidentPast.mostChanges)
        let chosen = choice.isEverything ? all : all.filter(choice.holds)
        let actors = Set(all.lazy.filter(\.isPerson).map(\.actor)).sorted()
        return Model(
            id: incident.id.description, filters: choice.menus(actors), isFiltered: !choice.isEverything,
            changes: try chosen.suffix(most).reversed().map { try row($0, of: incident.id, reader) },
            more: chosen.count > most ? "the newest \(most) of \(Amount.grouped(Int64(chosen.count)))" : nil,
            comments: incident.comments.map {
                CommentRow(author: $0.author, time: $0.created.minute, markup: CommentMarkup.html($0.text))
            })
    }

    /// With what can be taken back: a merge that still stands, a move whose alerts are still where they went.
    private static func row(_ change: Change, of incident: IncidentID, _ reader: CaseReader) throws -> Row {
        var row = row(change)
        let line = ChangeLine(change)
        guard let other = line.other, other != incident else { return row }
        // What is merged into this one leads back here.
        let isHere = try reader.redirect(of: other) == incident
        row.related = isHere ? nil : other.description
        switch ChangeAction(rawValue: change.action) {
        case .incidentMerged where isHere: row.undoMerge = other.description
        case .alertsMoved where max(line.moved.count, line.arrived.count) <= mostMovedBack:
            let (alerts, there, home) = line.moved.isEmpty ? (line.arrived, incident, other) : (line.moved, other, incident)
            guard !alerts.isEmpty, try alerts.allSatisfy({ try reader.alert($0)?.incident == there }) else { break }
            (row.undoMove, row.undoTo) = (alerts.map(\.description).joined(separator: ","), home.description)
        default: break
        }
        return row
    }

    static func row(_ change: Change) -> Row {
        let line = ChangeLine(change)
        return Row(
            time: change.time.minute, exact: change.time.rfc3339, actor: change.actor, what: line.what, fields: line.fields)
    }
}
