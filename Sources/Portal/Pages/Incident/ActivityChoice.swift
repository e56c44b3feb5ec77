internal import CaseStore

extension ActivityTab {
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
        /// What the address says and cannot be read.
        var unread: [UnreadOption] = []

        init() {}

        init(_ options: [(name: String, value: String)]) {
            by = options.first { $0.name == "by" }?.value ?? ""
            for (name, value) in options where name == "kind" && !value.isEmpty {
                let kind = unread.checked(Kind(rawValue: value), name, value, of: Kind.allCases.map(\.rawValue))
                if let kind { kinds.append(kind) }
            }
        }

        /// As addresses have it.
        var options: [(String, String)] { (by.isEmpty ? [] : [("by", by)]) + kinds.map { ("kind", $0.rawValue) } }

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
}
