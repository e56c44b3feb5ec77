internal import CaseStore
internal import SecurityModel

/// What automated investigation came to, alert by alert.
enum InvestigationsTab {
    /// Alerts of a page.
    static let most = 500

    struct Row {
        var title: String
        var id: String
        var number: String
        var product: String
        var severity: String
        var severityTitle: String
        var state: String
        var meaning: String
        var band: String
    }

    struct Count {
        var title: String
        var count: String
        var band: String
    }

    struct Model {
        /// Said above the rows where no investigation ran.
        var none: String?
        var counts: [Count]
        var rows: [Row]
        var more: String?
        var previous: String?
        var next: String?
    }

    static func model(_ incident: Incident, offset: Int = 0, _ reader: CaseReader) throws -> Model {
        let alerts = try reader.alerts(of: incident.id, limit: most, offset: offset)
        let states = try InvestigationsTab.states(incident, reader)
        let isNone = states.allSatisfy { $0.state == .unknown }
        let end = offset + alerts.count
        let address = "/incidents/\(incident.id)/investigations"
        return Model(
            none: isNone ? "No automated investigation ran on these alerts, and no product reported one." : nil,
            counts: states.map { Count(title: $0.words, count: Amount.grouped($1), band: $0.band) },
            rows: alerts.map { alert in
                Row(
                    title: alert.report.title, id: alert.id.description, number: alert.id.words,
                    product: alert.report.productName,
                    severity: alert.severity.name, severityTitle: alert.severity.title, state: alert.investigationState.words,
                    meaning: alert.investigationState.meaning, band: alert.investigationState.band)
            },
            more: incident.alertCount > Int64(alerts.count) && !alerts.isEmpty
                ? "\(offset + 1)–\(end) of \(Amount.grouped(incident.alertCount)) alerts" : nil,
            previous: offset > 0 ? address.asking([("offset", String(max(0, offset - most)))].filter { $0.1 != "0" }) : nil,
            next: end < Int(incident.alertCount) ? address.asking([("offset", String(end))]) : nil)
    }

    /// How many of all its alerts are in each state, the most frequent first.
    private static func states(_ incident: Incident, _ reader: CaseReader) throws -> [(state: InvestigationState, count: Int64)] {
        var counts: [InvestigationState: Int64] = [:]
        for (value, alerts) in try reader.facet(.investigation, of: incident.id) {
            counts[InvestigationState(name: value) ?? .unknown, default: 0] += alerts
        }
        let rest = incident.alertCount - counts.values.reduce(0, +)
        if rest > 0 { counts[.unknown, default: 0] += rest }
        return counts.sorted { ($0.value, $1.key.rawValue) > ($1.value, $0.key.rawValue) }.map { ($0.key, $0.value) }
    }
}

extension InvestigationState {
    /// The state as the portal says it.
    var words: String {
        switch self {
        case .unknown: "Not investigated"
        case .benign: "No threats found"
        case .successfullyRemediated: "Remediated"
        case .unsupportedOs: "Unsupported operating system"
        case .preexistingAlert: "Alert older than investigation"
        default: title
        }
    }

    var meaning: String {
        switch self {
        case .unknown: "No investigation ran, and the product reported none."
        case .unsupportedAlertType: "Automated investigation does not look at alerts of this type: a person has to."
        case .unsupportedOs: "Automated investigation does not run on this operating system."
        case .benign: "Everything that was looked at is clean."
        case .successfullyRemediated: "What was found was removed or undone."
        case .partiallyRemediated: "Some of what was found could not be undone: see the evidence."
        case .partiallyInvestigated: "Something was left out: another look is needed."
        case .pendingApproval: "Actions wait for somebody to approve or reject them."
        case .pendingResource: "It goes on when the device can be reached."
        case .running, .queued: "It is not finished yet."
        case .failed, .innerFailure: "The investigation failed: the alert has to be looked at by hand."
        case .terminated, .terminatedByUser, .terminatedBySystem: "It was stopped before its end."
        case .suppressedAlert: "The alert was suppressed, so nothing was looked at."
        case .preexistingAlert: "The alert came before investigations were turned on."
        }
    }

    /// The colour of the state.
    fileprivate var band: String {
        switch self {
        case .benign, .successfullyRemediated: "noThreatsFound"
        case .failed, .innerFailure, .terminated, .terminatedByUser, .terminatedBySystem: "high"
        case .pendingApproval, .partiallyRemediated, .partiallyInvestigated, .unsupportedAlertType, .unsupportedOs: "medium"
        default: "informational"
        }
    }
}
