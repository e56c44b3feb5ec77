internal import CaseStore
internal import SecurityModel

/// What automated investigation came to, alert by alert.
enum InvestigationsTab {
    /// Alerts that are shown, at most.
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
    }

    static func model(_ incident: Incident, _ reader: CaseReader) throws -> Model {
        let alerts = try reader.alerts(of: incident.id, limit: most)
        let states = Dictionary(grouping: alerts, by: \.investigationState)
        let isNone = alerts.allSatisfy { $0.investigationState == .unknown }
        return Model(
            none: isNone ? "No automated investigation ran on these alerts, and no product reported one." : nil,
            counts: states.sorted { ($0.value.count, $1.key.rawValue) > ($1.value.count, $0.key.rawValue) }.map { state, alerts in
                Count(title: state.words, count: Amount.grouped(Int64(alerts.count)), band: state.band)
            },
            rows: alerts.map { alert in
                Row(
                    title: alert.report.title, id: alert.id.description, number: alert.id.words,
                    product: alert.report.productName,
                    severity: alert.severity.name, severityTitle: alert.severity.title, state: alert.investigationState.words,
                    meaning: alert.investigationState.meaning, band: alert.investigationState.band)
            },
            more: incident.alertCount > Int64(alerts.count)
                ? "the first \(alerts.count) of \(Amount.grouped(incident.alertCount)) alerts" : nil)
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
