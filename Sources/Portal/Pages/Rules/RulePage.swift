internal import CaseStore
internal import Detection
internal import Flow
internal import GraphAPI
internal import Primitives
internal import SecurityModel

/// One rule: what it asks, when, what came of it.
struct RulePage {
    struct Run {
        var started: String
        var startedExact: String
        var status: String
        var statusTitle: String
        var rows: String
        var alerts: String
        var took: String
        var error: String?
    }

    var name: String
    var namePath: String
    var title: String
    var description: String?
    var status: RuleStatus
    var severity: String
    var severityTitle: String
    var isEnabled: Bool
    var problem: String?
    var figures: [Figure]
    var query: String
    var huntAddress: String
    var facts: [EvidenceLine.Fact]
    var bars: String?
    var runs: [Run]
    var alerts: [AlertHead]
    var by: String
    var mayChange: Bool

    struct Figure {
        var value: String
        var title: String
    }

    init(_ health: DetectionHealth, _ runs: [DetectionRun], _ alerts: [AlertHead], mayChange: Bool, now: Timestamp) {
        let (saved, rule) = (health.saved, try? health.rule.get())
        name = saved.name
        namePath = saved.name.queryEncoded
        title = saved.displayName
        description = rule.flatMap { $0.description.isEmpty ? nil : $0.description }
        status = RuleStatus(health.status)
        severity = rule?.severity.name ?? ""
        severityTitle = rule?.severity.title ?? ""
        isEnabled = saved.isEnabled
        problem = RulePage.problem(health)
        figures = [
            Figure(value: health.lastRun.map { RelativeTime.text($0.started, now: now) } ?? "never", title: "last run"),
            Figure(value: health.nextRun.map { RelativeTime.text($0, now: now) } ?? "–", title: "next run"),
            Figure(value: Amount.grouped(health.totals.rows), title: "rows found by the runs of \(DetectionHealth.days) days"),
            Figure(value: Amount.grouped(health.totals.alerts), title: "alerts in \(DetectionHealth.days) days"),
        ]
        query = rule?.query ?? saved.properties["query"]?.string ?? ""
        huntAddress = "/hunting".asking([("query", query), ("run", "1")])
        facts = rule.map(RulePage.facts) ?? []
        bars = runs.isEmpty ? nil : RunBars(runs: runs.reversed()).svg.text
        self.runs = runs.prefix(10).map { RulePage.run($0, now: now) }
        self.alerts = alerts
        by =
            "made by \(saved.authorship.createdBy), \(saved.authorship.created.minute)"
            + (saved.authorship.updated > saved.authorship.created
                ? " · changed by \(saved.authorship.updatedBy), \(saved.authorship.updated.minute)" : "")
        self.mayChange = mayChange
    }

    static func address(of name: String) -> String { "/rules/\(name.queryEncoded)" }

    private static func problem(_ health: DetectionHealth) -> String? {
        if case .failure(let error) = health.rule { return "The rule cannot be read any more: \(error)" }
        if !health.state.disabledReason.isEmpty, !health.saved.isEnabled {
            return "It was disabled by itself: \(health.state.disabledReason)"
        }
        guard health.state.failures > 0, let run = health.lastRun else { return nil }
        return "\(Amount.text(health.state.failures, "run")) in a row failed: \(run.error)"
    }

    private static func run(_ run: DetectionRun, now: Timestamp) -> Run {
        let (style, title) =
            switch run.status {
            case .completed: (run.alerts > 0 ? "active" : "informational", "Completed")
            case .failed: ("high", "Failed")
            case .suppressed: ("informational", "Rested")
            }
        return Run(
            started: RelativeTime.text(run.started, now: now), startedExact: run.started.rfc3339, status: style,
            statusTitle: title, rows: Amount.grouped(run.rows), alerts: Amount.grouped(run.alerts),
            took: RulePage.duration(run.took), error: run.error.isEmpty ? nil : run.error)
    }

    private static func duration(_ took: Duration) -> String {
        took < .seconds(1)
            ? "\(Int64((took.seconds * 1000).rounded(.up))) ms" : "\((took.seconds * 10).rounded() / 10) s"
    }

    private static func facts(_ rule: DetectionRule) -> [EvidenceLine.Fact] {
        let trigger: String
        switch rule.triggerOperator {
        case .greaterThan: trigger = "more than \(rule.triggerThreshold) rows"
        case .lessThan: trigger = "fewer than \(rule.triggerThreshold) rows"
        case .equal: trigger = "exactly \(rule.triggerThreshold) rows"
        case .notEqual: trigger = "not \(rule.triggerThreshold) rows"
        }
        let facts: [(String, String)] = [
            ("Runs", rule.frequencyWords), ("Looks back", rule.frequency == .continuous ? "" : Amount.span(rule.lookBack)),
            ("Fires on", trigger), ("One alert", rule.aggregation.words),
            ("Rests", rule.suppression.map { "\(Amount.span($0)) after an alert" } ?? ""),
            ("Tactics", rule.tactics.joined(separator: ", ")), ("Techniques", rule.techniques.joined(separator: ", ")),
            ("Title", rule.overrides.displayName), ("Severity of", rule.overrides.severityColumn),
        ]
        return facts.filter { !$0.1.isEmpty }.map { EvidenceLine.Fact(name: $0.0, value: $0.1) }
            + rule.entityMappings.map { EvidenceLine.Fact(name: $0.type.rawValue, value: $0.words) }
            + rule.customDetails.map { EvidenceLine.Fact(name: $0.name, value: $0.column) }
    }
}

extension CaseReader {
    /// The newest alerts that a rule made.
    func alerts(ofRule name: String, limit: Int, now: Timestamp) throws -> [AlertHead] {
        var query = AlertQuery()
        query.predicate = .all([
            .compare(AlertColumns.detectionSource, .equal, .text(DetectionSource.customDetection.name)),
            .compare(AlertColumns.detectorId, .equal, .text(name)),
        ])
        query.limit = limit
        return try alertPage(query).rows.map { try AlertHead($0, self, now: now) }
    }
}

extension DetectionRule.Aggregation {
    /// What becomes one alert.
    var words: String {
        switch self {
        case .single: "a run"
        case .perRow: "a row"
        case .perEntity: "for the rows that name the same entities"
        }
    }
}

extension EntityMapping {
    /// `HostName = DeviceName`.
    var words: String { fields.map { "\($0.identifier) = \($0.column)" }.joined(separator: ", ") }
}
