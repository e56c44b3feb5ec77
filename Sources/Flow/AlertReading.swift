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
        deviceGroup = rules.deviceGroup(of: report)
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

/// What the organisation says about its assets.
struct AssetRules: Sendable {
    var deviceGroups: [DeviceGroup] = []
    var criticalAssets: [CriticalAsset] = []

    func deviceGroup(of report: AlertReport) -> Int32 {
        guard !deviceGroups.isEmpty, let device = report.evidence.first(where: { $0.kind == .device }) else { return 0 }
        return DeviceGroup.group(of: DeviceGroup.Device(device), among: deviceGroups)
    }

    func criticality(_ key: EntityKey, in evidence: Evidence) -> UInt8 {
        guard !criticalAssets.isEmpty, key.kind.isAssetByNature else { return 0 }
        let asset =
            evidence.kind == .device
            ? DeviceGroup.Device(evidence) : DeviceGroup.Device(name: key.value, tags: evidence.tags)
        return CriticalAsset.level(of: asset, kind: key.kind, among: criticalAssets).rawValue
    }
}

extension DeviceGroup.Device {
    init(_ evidence: Evidence) {
        self.init(
            name: evidence.text("deviceDnsName") ?? evidence.text("hostName") ?? "", domain: evidence.text("dnsDomain") ?? "",
            tags: evidence.tags, address: evidence.text("lastIpAddress").flatMap { IPAddress($0) })
    }
}
