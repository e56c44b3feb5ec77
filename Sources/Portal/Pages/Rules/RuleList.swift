internal import CaseStore
internal import Detection
internal import Flow
internal import Primitives
internal import SecurityModel

/// All rules with how each is doing.
struct RuleList {
    struct Row {
        var address: String
        var title: String
        var status: RuleStatus
        var severity: String
        var severityTitle: String
        var frequency: String
        var last: String
        var lastExact: String
        var next: String
        var rows: String
        var alerts: String
        var problem: String?
    }

    let days = String(DetectionHealth.days)
    var rules: [Row]
    var counts: String
    var mayChange: Bool
    var mayHunt: Bool

    init(_ rules: [DetectionHealth], mayChange: Bool, mayHunt: Bool, now: Timestamp) {
        self.rules = rules.map { RuleList.row($0, now: now) }
        self.mayChange = mayChange
        self.mayHunt = mayHunt
        let enabled = Int64(rules.count { $0.saved.isEnabled })
        let ill = Int64(rules.count { [.failing, .autoDisabled].contains($0.status) })
        counts =
            rules.isEmpty
            ? "Queries that run on a schedule and make alerts of what they find."
            : "\(Amount.text(Int64(rules.count), "rule")), \(Amount.grouped(enabled)) enabled"
                + (ill > 0 ? ", \(Amount.grouped(ill)) in trouble" : "")
    }

    private static func row(_ health: DetectionHealth, now: Timestamp) -> Row {
        let rule = try? health.rule.get()
        let severity = rule?.severity ?? .unknown
        let problem = [health.state.disabledReason, health.state.failures > 0 ? health.lastRun?.error ?? "" : ""]
            .first { !$0.isEmpty }
        return Row(
            address: RulePage.address(of: health.saved.name), title: health.saved.displayName, status: RuleStatus(health.status),
            severity: severity.name, severityTitle: severity.title, frequency: rule?.frequencyWords ?? "",
            last: health.lastRun.map { RelativeTime.text($0.started, now: now) } ?? "never",
            lastExact: health.lastRun?.started.rfc3339 ?? "",
            next: health.nextRun.map { RelativeTime.text($0, now: now) } ?? "–", rows: Amount.grouped(health.totals.rows),
            alerts: Amount.grouped(health.totals.alerts), problem: problem)
    }
}

/// A rule's state as a badge.
struct RuleStatus {
    var style: String
    var title: String

    init(_ status: DetectionHealth.Status) {
        title = status == .autoDisabled ? "Disabled by itself" : status.rawValue.camelWords
        style =
            switch status {
            case .enabled: "resolved"
            case .disabled: "informational"
            case .autoDisabled: "high"
            case .failing: "medium"
            }
    }
}

extension DetectionRule {
    /// When it runs, in words.
    var frequencyWords: String {
        switch frequency {
        case .continuous: "as events come"
        case .every(let span): "every \(Amount.span(span))"
        }
    }
}
