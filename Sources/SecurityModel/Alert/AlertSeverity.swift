/// How bad a finding is (Graph `alertSeverity`). The raw value orders them and is what stores keep.
public enum AlertSeverity: UInt8, Sendable, CaseIterable, Comparable, WireEnum {
    case unknown = 0
    case informational = 1
    case low = 2
    case medium = 3
    case high = 4

    public static func < (left: AlertSeverity, right: AlertSeverity) -> Bool { left.rawValue < right.rawValue }

    /// A score between 0 and 100 as many products give it, in quarters; 0 is `unknown`.
    public init(score: Double) {
        switch score {
        case ...0: self = .unknown
        case ..<22: self = .informational
        case ..<48: self = .low
        case ..<74: self = .medium
        default: self = .high
        }
    }

    public var name: String { "\(self)" }
    public static let aliases: [String: AlertSeverity] = ["info": .informational, "critical": .high, "moderate": .medium]
}
