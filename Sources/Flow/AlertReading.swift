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
    /// Each entity once, with all the roles that it has in the alert; and the network of its device.
    var mentions: [Mention]
    /// The group of its device; 0 for none.
    var deviceGroup: Int32

    struct Mention: Hashable, Sendable {
        var key: EntityKey
        var roles: RoleSet
    }

    /// - Parameter scope: the network that private addresses of its source belong to.
    init(_ report: AlertReport, scope: String, deviceGroups: [DeviceGroup] = []) {
        identity = AlertIdentity.of(report)
        detector = DetectorName(report)
        observed = report.firstActivity
        tactics = report.tactics
        severity = report.severity
        isExcluded = report.isExcludedFromCorrelation
        mentions = AlertReading.mentions(of: report, scope: scope)
        deviceGroup = AlertReading.deviceGroup(of: report, among: deviceGroups)
    }

    private static func mentions(of report: AlertReport, scope: String) -> [Mention] {
        var mentions: [Mention] = []
        func add(_ key: EntityKey, _ roles: RoleSet) {
            if let index = mentions.firstIndex(where: { $0.key == key }) {
                mentions[index].roles.formUnion(roles)
            } else {
                mentions.append(Mention(key: key, roles: roles))
            }
        }
        for evidence in report.evidence {
            let roles = RoleSet(evidence.roles)
            for key in evidence.entityKeys(scope: scope) { add(key, roles) }
            if evidence.kind == .device, let address = evidence.text("lastIpAddress"),
                let network = EntityKey.network(of: address, scope: scope)
            {
                add(network, [])
            }
        }
        return mentions
    }

    private static func deviceGroup(of report: AlertReport, among groups: [DeviceGroup]) -> Int32 {
        guard !groups.isEmpty, let device = report.evidence.first(where: { $0.kind == .device }) else { return 0 }
        return DeviceGroup.group(
            of: DeviceGroup.Device(
                name: device.text("deviceDnsName") ?? device.text("hostName") ?? "", domain: device.text("dnsDomain") ?? "",
                tags: device.tags, address: device.text("lastIpAddress").flatMap { IPAddress($0) }),
            among: groups)
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
