/// Whether a finding was true (Graph `alertClassification`).
public enum Classification: UInt8, WireEnum {
    case unknown = 0
    case falsePositive = 1
    case truePositive = 2
    case informationalExpectedActivity = 3

    public var name: String { "\(self)" }

    /// The determinations that say the finer why of this classification, in the order in which they are offered.
    /// Source: the tables of Microsoft's incident management documentation; the two retired members are accepted still.
    public var determinations: [Determination] {
        switch self {
        case .unknown: [.unknown]
        case .truePositive:
            [
                .multiStagedAttack, .maliciousUserActivity, .compromisedAccount, .malware, .phishing, .unwantedSoftware,
                .apt, .other, .unknown,
            ]
        case .informationalExpectedActivity:
            [.securityTesting, .lineOfBusinessApplication, .confirmedActivity, .securityPersonnel, .other, .unknown]
        case .falsePositive: [.notMalicious, .notEnoughDataToValidate, .other, .unknown]
        }
    }
}

/// Why a finding is classified as it is (Graph `alertDetermination`).
public enum Determination: UInt8, WireEnum {
    case unknown = 0
    case apt
    case malware
    case securityPersonnel
    case securityTesting
    case unwantedSoftware
    case other
    case multiStagedAttack
    case compromisedAccount
    case phishing
    case maliciousUserActivity
    case notMalicious
    case notEnoughDataToValidate
    case confirmedActivity
    case lineOfBusinessApplication

    public var name: String { "\(self)" }

    /// Names that older documentation uses and clients still send.
    public static let aliases: [String: Determination] = [
        "compromiseduser": .compromisedAccount, "clean": .notMalicious,
        "insufficientdata": .notEnoughDataToValidate, "confirmeduseractivity": .confirmedActivity,
    ]
}
