internal import CaseStore
internal import SecurityModel

/// What one detector found in an incident, as far as it may give the incident its name.
struct Finding: Hashable {
    var title: String
    var severity: AlertSeverity
    var tactics: TacticSet
    var alerts: Int64

    /// Detectors of an incident that are looked at, the rarest.
    static let maximum = 100

    /// The finding that says most of what happened: how far along the kill chain it stands, how severe its product calls it,
    /// and how rare it is within the incident, since floods come from scans and probes. One that claims many stages says
    /// little of any.
    static func mostTelling(_ findings: [Finding], among alerts: Int64) -> Finding? {
        findings.max { one, other in
            let (first, second) = (one.weight(among: alerts), other.weight(among: alerts))
            return first == second ? (one.alerts, one.title) > (other.alerts, other.title) : first < second
        }
    }

    /// Stages count up to 7, severities up to 8, rarity up to 8.
    private func weight(among alerts: Int64) -> Double {
        let stage = tactics.tactics.last.map { Double($0.rawValue + 1) / Double(2 * tactics.count) } ?? 0
        let ratio = max(1, alerts / max(1, self.alerts))
        let rarity = Int64.bitWidth - 1 - ratio.leadingZeroBitCount
        return stage + 2 * Double(severity.rawValue) + Double(min(8, rarity))
    }
}

extension Finding {
    init(_ detector: Detector, alerts: Int64) {
        self.init(title: detector.title, severity: detector.severity, tactics: detector.tactics, alerts: alerts)
    }
}
