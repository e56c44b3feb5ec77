internal import Correlation
internal import Primitives
internal import SecurityModel

/// What the flow takes out of a report before anything has a number: who it is, which detector made it, what it names.
///
/// Pure, so it is made outside any transaction and side by side; the store's registry and a replay only give numbers to
/// what stands here, and so both see the same alert.
struct AlertReading: Sendable {
    /// What tells the alert apart within its source (`AlertIdentity`).
    var identity: String
    var detector: DetectorName
    var observed: Timestamp
    var tactics: TacticSet
    var severity: AlertSeverity
    /// The report itself asks to join nothing.
    var isExcluded: Bool
    /// It names a threat, a family of threats or an actor.
    var isNamedThreat: Bool
    /// Each entity once, with all the roles that it has in the alert; and the network of its device.
    var mentions: [EntityMention]
    /// The group of its device; 0 for none.
    var deviceGroup: Int32
    /// It was made here, by a person or a rule.
    var isOwn: Bool

    /// - Parameter scope: the network that private addresses of its source belong to.
    init(_ report: AlertReport, scope: String, rules: AssetRules = AssetRules()) {
        identity = AlertIdentity.of(report)
        detector = DetectorName(report)
        observed = report.firstActivity
        tactics = report.tactics
        severity = report.severity
        isExcluded = report.isExcludedFromCorrelation
        isNamedThreat =
            !report.threatDisplayName.isEmpty || !report.threatFamilyName.isEmpty || !report.actorDisplayName.isEmpty
        var list = MentionList()
        for evidence in report.evidence { list.add(evidence, scope: scope, rules: rules) }
        mentions = list.mentions
        deviceGroup = rules.deviceGroup(of: report, scope: scope)
        isOwn = OwnSources.names.contains(report.source)
    }
}

/// The detector that made a report. A product without rules has one detector for each title.
struct DetectorName: Hashable, Sendable {
    var product: String
    var rule: String

    init(product: String, rule: String) {
        self.product = product
        self.rule = rule
    }

    init(_ report: AlertReport) {
        self.init(product: report.productName, rule: report.detectorId.isEmpty ? report.title : report.detectorId)
    }
}

extension AlertReport {
    /// What the detector is called. Rules may put into an alert's title what it is about, and say their own name beside it.
    var detectorTitle: String { additionalData["Analytic Rule Name"]?.string ?? title }
}
