internal import CaseStore
internal import Flow
internal import Primitives
internal import SecurityModel

/// The page of one alert.
struct AlertPage {
    /// Changes that are shown, at most.
    static let mostChanges = 100

    var alert: AlertHead
    var first: String
    var last: String
    var description: String?
    var facts: [EvidenceLine.Fact]
    /// The rule of our own that made it.
    var ruleAddress: String?
    var tree: [ShownEvidence.StoryLine]
    var sequence: [ShownEvidence.StoryLine]
    var evidence: [EvidenceLine]
    var moreEvidence: Int?
    var reasons: [AlertDetails.Reason]
    var advice: [String]
    var steps: [StepLine]
    var similar: SimilarAlerts?
    var changes: [ActivityTab.Row]
    var comments: [ActivityTab.CommentRow]
    var form: AlertForm
    var mayManage: Bool

    init(_ alert: Alert, mayManage: Bool, _ reader: CaseReader, now: Timestamp) throws {
        let report = alert.report
        self.alert = try AlertHead(alert, reader, now: now)
        first = AlertPage.time(report.firstActivity)
        last = AlertPage.time(report.lastActivity)
        description = report.description.isEmpty ? nil : report.description
        let isOwn = report.source == DetectionOutbox.source
        let rule = isOwn ? try reader.record(SavedDetection.self, named: report.detectorId) : nil
        facts = AlertPage.facts(alert, rule: rule?.displayName)
        ruleAddress = isOwn ? RulePage.address(of: report.detectorId) : nil
        let shown = try ShownEvidence(alert, reader)
        (evidence, moreEvidence) = (shown.pieces, shown.more)
        (tree, sequence) = (shown.tree, shown.sequence)
        reasons = AlertDetails.reasons(alert)
        advice = report.recommendedActions.split(whereSeparator: \.isNewline).map(String.init)
        steps = TacticAdvice.steps(for: report.tactics)
        similar = try SimilarAlerts(to: alert, reader, now: now)
        changes = try reader.changes(ofAlert: alert.id, in: alert.incident, limit: AlertPage.mostChanges).map {
            ActivityTab.row($0)
        }
        comments = alert.comments.map {
            ActivityTab.CommentRow(
                author: AlertPage.author(of: $0, in: report), time: $0.created.minute, said: CommentText($0.text))
        }
        form = AlertForm(owners: try ManageForm.owners(reader))
        self.mayManage = mayManage
    }

    /// A name that came with the alert is nobody's here: where it is from stands beside it.
    private static func author(of comment: Comment, in report: AlertReport) -> String {
        guard comment.id < 0 else { return comment.author }
        let origin = report.productName.isEmpty ? report.source : report.productName
        return comment.author.isEmpty ? "in \(origin)" : "\(comment.author), in \(origin)"
    }

    /// A time that a record did not give is said to be missing.
    static func time(_ time: Timestamp) -> String {
        time == .distantPast ? "at an unknown time" : time.second
    }

    private static func facts(_ alert: Alert, rule: String?) -> [EvidenceLine.Fact] {
        let report = alert.report
        let context = AlertContext(report)
        let facts: [(String, String)] = [
            ("Alert id", alert.id.description), ("Product", report.productName), ("Rule", rule ?? report.detectorId),
            ("Id at the product", report.providerAlertId), ("Source", report.source),
            ("Service source", report.serviceSource.name == "unknown" ? "" : report.serviceSource.name.productWords),
            ("Detection source", report.detectionSource.name == "unknown" ? "" : report.detectionSource.name.productWords),
            ("Techniques", report.techniques.map { "\($0.id) \($0.name)" }.joined(separator: ", ")),
            ("Threat", report.threatDisplayName), ("Threat family", report.threatFamilyName), ("Actor", report.actorDisplayName),
            ("Came in", alert.created.second),
            ("Reported", alert.occurrences > 1 ? "\(Amount.grouped(alert.occurrences)) times" : ""),
            (
                "Investigation",
                alert.investigationState == .unknown ? "" : alert.investigationState.title
            ),
            ("Resolved", alert.resolved?.second ?? ""), ("Tags", Amount.list(report.systemTags, most: 40)),
            ("Policy", context.policies.joined(separator: ", ")),
            ("Sensitivity label", context.sensitivityLabels.joined(separator: ", ")),
            ("Data stream", context.dataStreams.joined(separator: ", ")),
            ("Cloud subscription", context.subscriptions.joined(separator: ", ")),
        ]
        return facts.filter { !$0.1.isEmpty }.map { EvidenceLine.Fact(name: $0.0, value: $0.1) }
            + EvidenceLine.facts(.object(report.customDetails))
    }
}
