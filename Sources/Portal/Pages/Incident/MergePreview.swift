internal import CaseStore
internal import Flow
internal import Primitives
internal import SecurityModel

/// What a merge of incidents would come to, before somebody decides it. Correlation has the last word: it also knows limits
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
    /// What people wrote on those that are merged, which comes along with them, in words.
    var comesAlong: String?
    /// Why it would be refused; `nil` where nothing speaks against it.
    var refusal: String?

    /// There is nothing to merge with.
    /// - Parameter other: as somebody wrote it.
    init(missing other: String) {
        (sides, outcome, refusal) = ([], "", "There is no incident #\(other.middleTruncated(to: 40)).")
    }

    /// - Parameters:
    ///   - kept: the one that stays.
    ///   - others: what is merged into it, in this order.
    init(_ kept: Incident, _ others: [Incident], _ reader: CaseReader) throws {
        let merged = others.filter { $0.id != kept.id }
        sides = ([kept] + merged).map { incident in
            Side(
                id: incident.id.description, name: incident.displayName, alerts: Amount.text(incident.alertCount, "alert"),
                owner: incident.assignedTo.isEmpty ? "nobody" : incident.assignedTo, statusTitle: incident.status.title,
                status: incident.status.name, stays: incident.id == kept.id)
        }
        outcome = MergePreview.outcome(kept, merged)
        takesOver = MergePreview.inheritance(from: merged, to: kept)
        comesAlong = try MergePreview.company(of: merged, reader)
        refusal = MergePreview.refusal(kept, others)
    }

    private static func outcome(_ kept: Incident, _ merged: [Incident]) -> String {
        let alerts = merged.reduce(kept.alertCount) { $0 + $1.alertCount }
        let names = Amount.list(merged.map { "#\($0.id)" }, most: merged.count)
        return "#\(kept.id) will hold \(Amount.text(alerts, "alert")); "
            + "\(names) and links to \(merged.count == 1 ? "it" : "them") lead there."
    }

    /// Nothing of it is copied: it is read with the one that stays while the merge holds.
    private static func company(of merged: [Incident], _ reader: CaseReader) throws -> String? {
        guard let first = merged.first else { return nil }
        var (comments, tasks) = (Int64(0), Int64(0))
        for incident in merged {
            let further = try reader.comments(mergedInto: incident.id, limit: ActivityTab.mostMergedComments)
            comments += Int64(incident.comments.count + further.count)
            tasks += try reader.recordCount(IncidentTask.self, in: .incident(incident.id))
            tasks += try reader.recordCount(IncidentTask.self, mergedInto: incident.id)
        }
        var parts: [String] = []
        if comments > 0 { parts.append(Amount.text(comments, "comment")) }
        if tasks > 0 { parts.append(Amount.text(tasks, "task")) }
        let (whose, mark) = merged.count == 1 ? ("Its", "“from #\(first.id)”") : ("Their", "with where they came from")
        parts.append("activities")
        return "\(whose) \(Amount.list(parts)) come along, marked \(mark); undoing the merge takes them away again."
    }

    private static func inheritance(from merged: [Incident], to kept: Incident) -> String? {
        let whole = merged.reduce(kept, MergePreview.together)
        var parts: [String] = []
        if kept.assignedTo.isEmpty, !whole.assignedTo.isEmpty { parts.append("the owner \(whole.assignedTo)") }
        if kept.classification == .unknown, let words = whole.classification.words { parts.append("“\(words)”") }
        if !kept.hasCustomName, whole.hasCustomName { parts.append("the name “\(whole.displayName)”") }
        let tags = whole.customTags.filter { !kept.customTags.contains($0) }
        if !tags.isEmpty { parts.append("the tags \(Amount.list(tags))") }
        return parts.isEmpty ? nil : Amount.list(parts, most: 4)
    }

    /// The one that stays behind the merge of another.
    private static func together(_ kept: Incident, _ merged: Incident) -> Incident {
        var whole = kept
        if whole.assignedTo.isEmpty { whole.assignedTo = merged.assignedTo }
        if whole.classification == .unknown {
            (whole.classification, whole.determination) = (merged.classification, merged.determination)
        }
        if !whole.hasCustomName, merged.hasCustomName { (whole.displayName, whole.hasCustomName) = (merged.displayName, true) }
        whole.customTags += merged.customTags.filter { !whole.customTags.contains($0) }
        return whole
    }

    private static func refusal(_ kept: Incident, _ others: [Incident]) -> String? {
        if others.count >= CaseDesk.maximumMerge { return "At most \(CaseDesk.maximumMerge) incidents can be merged at once." }
        var whole = kept
        for other in others {
            if let refusal = refusal(whole, other) { return refusal }
            whole = together(whole, other)
        }
        return nil
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
