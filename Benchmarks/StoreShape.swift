internal import CaseStore
internal import Primitives
internal import SecurityModel
internal import SeededRandom

/// Alerts of a realistic shape, the same for the same seed: hosts, accounts, addresses and rules of which few are seen often,
/// incidents of one alert and of hundreds.
struct StoreShape {
    static let sources = ["edr", "ids", "mail", "identity", "cloud", "firewall", "proxy", "siem"]
    static let detectors = 600
    static let devices = 8000
    static let users = 12_000
    static let addresses = 60_000
    /// Five months that end today, so that a server which is started over them has nothing to delete.
    static let span = Duration.days(150)
    static let start = Timestamp.now - span

    var random: SeededGenerator
    private(set) var lastAlert: Int64 = 0
    private(set) var lastIncident: Int64 = 0
    private let incidents: Int

    init(seed: UInt64, incidents: Int) {
        random = SeededGenerator(seed: seed)
        self.incidents = incidents
    }

    /// One incident with its alerts. Ten alerts on average, most incidents have fewer.
    mutating func incident(averaging alerts: Int) -> (id: IncidentID, name: String, time: Timestamp, alerts: [NewAlert]) {
        lastIncident += 1
        let share = Double(lastIncident) / Double(incidents)
        let time = StoreShape.start + Duration(ticks: Int64(Double(StoreShape.span.ticks) * share))
        let device = random.skewed(below: StoreShape.devices)
        let detector = random.skewed(below: StoreShape.detectors)
        let spread = random.chance(0.15) ? alerts * 4 : max(1, alerts * 3 / 7)
        let count = 1 + random.below(max(1, spread * 2 - 1))
        let made = (0..<count).map { part in
            let rule = random.chance(0.7) ? detector : random.skewed(below: StoreShape.detectors)
            return alert(time + .seconds(Int64(part * 20)), device: device, detector: rule)
        }
        return (IncidentID(lastIncident), "\(StoreShape.title(detector)) on ws-\(device)", time, made)
    }

    private mutating func alert(_ time: Timestamp, device: Int, detector: Int) -> NewAlert {
        lastAlert += 1
        var evidence = [
            Evidence.device(hostName: "ws-\(device)", address: "10.0.\(device / 250).\(device % 250)", roles: [.attacked])
        ]
        var links = [link(.device, device, "ws-\(device)", [.attacked])]
        let user = random.skewed(below: StoreShape.users)
        evidence.append(.user(name: "user\(user)", domain: "corp", roles: [.compromised]))
        links.append(link(.user, user, "corp\\user\(user)", [.compromised]))
        for _ in 0..<random.below(3) {
            let address = random.skewed(below: StoreShape.addresses)
            let text = "198.\(address / 65536).\(address / 256 % 256).\(address % 256)"
            evidence.append(.ip(text, roles: [.attacker]))
            links.append(link(.ip, address, text, [.attacker]))
        }
        return NewAlert(
            id: AlertID(lastAlert), report: report(time, detector, evidence),
            sourceID: Int64(1 + detector % StoreShape.sources.count),
            identity: "id-\(lastAlert)", detectorID: Int64(detector + 1), isExcluded: false, rawSequence: lastAlert,
            entities: unique(links), deviceGroup: Int32(device % 6))
    }

    private func report(_ time: Timestamp, _ detector: Int, _ evidence: [Evidence]) -> AlertReport {
        let source = StoreShape.sources[detector % StoreShape.sources.count]
        var report = AlertReport(source: source, title: StoreShape.title(detector), activity: time)
        report.providerAlertId = "id-\(lastAlert)"
        report.description =
            "The rule \(detector) saw behaviour that fits its pattern on the device that is named in the evidence."
        report.severity = AlertSeverity.allCases[1 + detector % 4]
        report.serviceSource = ServiceSource(ServiceSource.graphMembers[detector % 9])
        report.detectionSource = DetectionSource(DetectionSource.graphMembers[detector % 12])
        report.productName = "Product \(source)"
        report.detectorId = "rule-\(detector)"
        report.tactics = TacticSet(Tactic.allCases[detector % 15])
        report.techniques = [Technique("T\(1000 + detector % 200)")].compactMap { $0 }
        report.evidence = evidence
        // What alerts are about: a label of one in fifty rules, a stream of most of those of mail, subscriptions of the cloud's.
        if detector % 50 == 7 {
            report.additionalData["sensitivityLabel"] = .string(["Confidential", "Secret"][detector / 50 % 2])
        }
        if detector % 10 == 1 { report.additionalData["alertPolicyId"] = .string("policy-\(detector)") }
        if source == "mail" { report.additionalData["workload"] = .string(["Exchange", "MicrosoftTeams"][detector / 8 % 2]) }
        if source == "cloud" { report.additionalData["subscriptionId"] = .string("subscription-\(detector % 9)") }
        if source == "firewall" { report.systemTags = ["perimeter"] }
        return report
    }

    private func unique(_ links: [EntityLink]) -> [EntityLink] {
        var seen: Set<Int64> = []
        return links.filter { seen.insert($0.entity).inserted }
    }

    private func link(_ kind: EntityKind, _ number: Int, _ value: String, _ roles: [EvidenceRole]) -> EntityLink {
        let base = [EntityKind.device: 0, .user: StoreShape.devices, .ip: StoreShape.devices + StoreShape.users][kind] ?? 0
        return EntityLink(entity: Int64(base + number + 1), key: EntityKey(kind, value, .strong), roles: RoleSet(roles))
    }

    static func title(_ detector: Int) -> String {
        let subjects = [
            "Suspicious process", "Credential dumping", "Unusual sign-in", "Malware", "Beaconing", "Phishing mail", "Port scan",
            "Policy violation",
        ]
        return "\(subjects[detector % subjects.count]) (rule \(detector))"
    }
}
