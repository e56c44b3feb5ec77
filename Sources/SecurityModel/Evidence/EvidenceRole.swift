/// What a piece of evidence did in an alert (Graph `evidenceRole`).
public enum EvidenceRole: UInt8, WireEnum {
    case unknown = 0
    case contextual, scanned, source, destination, created, added, compromised, edited, attacked, attacker
    case commandAndControl, loaded, suspicious, policyViolator

    public var name: String { "\(self)" }
}

/// The judgement of one piece of evidence (Graph `evidenceVerdict`).
public enum EvidenceVerdict: UInt8, WireEnum {
    case unknown = 0
    case suspicious, malicious, noThreatsFound

    public var name: String { "\(self)" }

    public static let aliases: [String: EvidenceVerdict] = ["clean": .noThreatsFound]
}

/// What became of one piece of evidence (Graph `evidenceRemediationStatus`).
public enum RemediationStatus: UInt8, WireEnum {
    case none = 0
    case remediated, prevented, blocked, notFound, active, pendingApproval, declined, unremediated, running
    case partiallyRemediated

    public var name: String { "\(self)" }
}
