internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What a merge of two incidents would come to, before somebody decides it. Correlation has the last word: it also knows limits
/// of alerts and entities.
struct MergePreview {
    struct Side {
        var id: String
        var name: String
        var alerts: String
        var owner: String
        var statusTitle: String
        var status: String
        /// Whether it is the one that stays.
        var stays: Bool
    }

    var sides: [Side]
    var outcome: String
    /// What the one that stays takes over, in words.
    var takesOver: String?
    /// Why it would be refused; `nil` where nothing speaks against it.
    var refusal: String?

    /// There is nothing to merge with.
    init(missing other: IncidentID) {
        (sides, outcome, refusal) = ([], "", "There is no incident #\(other).")
    }

    /// - Parameter stays: of the two.
    init(_ one: Incident, _ other: Incident, stays: IncidentID) {
        let (kept, merged) = stays == one.id ? (one, other) : (other, one)
        sides = [kept, merged].map { incident in
            Side(
                id: incident.id.description, name: incident.displayName, alerts: Amount.text(incident.alertCount, "alert"),
                owner: incident.assignedTo.isEmpty ? "nobody" : incident.assignedTo, statusTitle: incident.status.title,
                status: incident.status.name, stays: incident.id == kept.id)
        }
        outcome =
            "#\(kept.id) will hold \(Amount.text(kept.alertCount + merged.alertCount, "alert")); "
            + "#\(merged.id) and links to it lead there."
        takesOver = MergePreview.inheritance(from: merged, to: kept)
        refusal = MergePreview.refusal(kept, merged)
    }

    private static func inheritance(from merged: Incident, to kept: Incident) -> String? {
        var parts: [String] = []
        if kept.assignedTo.isEmpty, !merged.assignedTo.isEmpty { parts.append("the owner \(merged.assignedTo)") }
        if kept.classification == .unknown, let words = merged.classification.words { parts.append("“\(words)”") }
        if !kept.hasCustomName, merged.hasCustomName { parts.append("the name “\(merged.displayName)”") }
        let tags = merged.customTags.filter { !kept.customTags.contains($0) }
        if !tags.isEmpty { parts.append("the tags \(Amount.list(tags))") }
        return parts.isEmpty ? nil : Amount.list(parts, most: 4)
    }

    private static func refusal(_ kept: Incident, _ merged: Incident) -> String? {
        if kept.id == merged.id { return "Both are the same incident." }
        if let gone = [kept, merged].first(where: { $0.redirectIncidentId != nil }) {
            return "#\(gone.id) was merged already."
        }
        if let resolved = [kept, merged].first(where: { !$0.status.isOpen }) {
            return "#\(resolved.id) is resolved. Reopen it first."
        }
        if !kept.assignedTo.isEmpty, !merged.assignedTo.isEmpty, kept.assignedTo != merged.assignedTo {
            return "They have different owners. Give them one owner first, or none."
        }
        if kept.classification != .unknown, merged.classification != .unknown {
            if kept.classification != merged.classification {
                return "They are classified differently. Agree on one classification first."
            }
            if kept.determination != .unknown, merged.determination != .unknown, kept.determination != merged.determination {
                return "They have different determinations. Agree on one first."
            }
        }
        return nil
    }
}
