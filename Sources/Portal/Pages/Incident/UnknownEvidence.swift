internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Evidence of an incident whose kinds are not known here: no tab lists it and no graph draws it, but the pages of its alerts
/// have it.
struct UnknownEvidence {
    let pieces: Int64
    let alerts: [AlertID]
    /// `2 pieces of evidence are of kinds that are not known here`.
    let words: String
    /// Where they are seen, and what leads there.
    let address: String
    let link: String

    /// `nil` where there is none.
    init?(_ found: OtherEvidence, in incident: Incident) {
        guard found.pieces > 0, let first = found.alerts.first else { return nil }
        (pieces, alerts) = (found.pieces, found.alerts)
        let count = Amount.text(
            found.pieces, "piece of evidence is of a kind that is not known here",
            "pieces of evidence are of kinds that are not known here")
        words = incident.alertCount > CaseReader.mostWithOtherEvidence ? "At least \(count)" : count
        if found.alerts.count == 1 {
            (address, link) = ("/alerts/\(first)", "its alert")
        } else {
            let named = found.alerts.prefix(IncidentStory.mostLinked).map(\.description)
            address = "/incidents/\(incident.id)?show=\(named.joined(separator: ","))"
            link = Amount.text(Int64(found.alerts.count), "alert")
        }
    }
}
