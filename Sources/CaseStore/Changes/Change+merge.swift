internal import Primitives
public import SecurityModel

extension Change {
    /// What a merge says of itself.
    public struct Merge: Sendable {
        /// The incident that came in.
        public var source: IncidentID
        /// Sentences that say why; a person need not give any.
        public var reasons: [String]
    }

    /// The merge that it is; `nil` for any other change, and for who is not told what was merged.
    public var merge: Merge? {
        guard ChangeAction(rawValue: action) == .incidentMerged, let after = payload?["after"],
            let source = after["merged"]?.integer
        else { return nil }
        let reasons = (after["reasons"]?.array ?? []).compactMap(\.string).filter { !$0.isEmpty }
        return Merge(source: IncidentID(source), reasons: reasons)
    }
}
