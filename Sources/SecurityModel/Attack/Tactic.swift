internal import Primitives

/// The fifteen tactics of ATT&CK v19 in kill-chain order. The raw value is the bit in a `TacticSet`.
public enum Tactic: UInt8, CaseIterable, Sendable, Comparable {
    case reconnaissance = 0
    case resourceDevelopment
    case initialAccess
    case execution
    case persistence
    case privilegeEscalation
    case stealth
    case defenseImpairment
    case credentialAccess
    case discovery
    case lateralMovement
    case collection
    case commandAndControl
    case exfiltration
    case impact

    public static func < (left: Tactic, right: Tactic) -> Bool { left.rawValue < right.rawValue }

    /// ATT&CK's id.
    public var id: String {
        switch self {
        case .reconnaissance: "TA0043"
        case .resourceDevelopment: "TA0042"
        case .initialAccess: "TA0001"
        case .execution: "TA0002"
        case .persistence: "TA0003"
        case .privilegeEscalation: "TA0004"
        case .stealth: "TA0005"
        case .defenseImpairment: "TA0112"
        case .credentialAccess: "TA0006"
        case .discovery: "TA0007"
        case .lateralMovement: "TA0008"
        case .collection: "TA0009"
        case .commandAndControl: "TA0011"
        case .exfiltration: "TA0010"
        case .impact: "TA0040"
        }
    }

    /// The name in words: `Command and Control`.
    public var title: String {
        words.map { $0 == "and" ? $0 : $0.withCapital }.joined(separator: " ")
    }

    /// The name in one word, as alerts carry it in `category`: `CommandAndControl`.
    public var category: String {
        words.map(\.withCapital).joined()
    }

    /// The name as ATT&CK's short name: `command-and-control`.
    public var shortName: String { words.joined(separator: "-") }

    private var words: [String] {
        switch self {
        case .reconnaissance: ["reconnaissance"]
        case .resourceDevelopment: ["resource", "development"]
        case .initialAccess: ["initial", "access"]
        case .execution: ["execution"]
        case .persistence: ["persistence"]
        case .privilegeEscalation: ["privilege", "escalation"]
        case .stealth: ["stealth"]
        case .defenseImpairment: ["defense", "impairment"]
        case .credentialAccess: ["credential", "access"]
        case .discovery: ["discovery"]
        case .lateralMovement: ["lateral", "movement"]
        case .collection: ["collection"]
        case .commandAndControl: ["command", "and", "control"]
        case .exfiltration: ["exfiltration"]
        case .impact: ["impact"]
        }
    }
}

/// A set of tactics in 15 bits.
public struct TacticSet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    @inlinable
    public init(_ tactic: Tactic) {
        self.init(rawValue: 1 << UInt32(tactic.rawValue))
    }

    /// In kill-chain order.
    public var tactics: [Tactic] {
        Tactic.allCases.filter { contains(TacticSet($0)) }
    }

    public var first: Tactic? { tactics.first }

    public var count: Int { rawValue.nonzeroBitCount }

    /// Reads an id (`TA0011`) or a name in any of its spellings, also the name that tactics had before v19: what was
    /// Defense Evasion is both of its successors. Empty where the name is not known.
    public init(named name: String) {
        let letters = String(
            decoding: name.utf8.filter { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a || $0 &- 48 < 10 }, as: UTF8.self)
        self = TacticSet.byName[letters.lowercased()] ?? []
    }

    private static let byName: [String: TacticSet] = {
        var names: [String: TacticSet] = ["defenseevasion": [TacticSet(.stealth), TacticSet(.defenseImpairment)]]
        for tactic in Tactic.allCases {
            names[tactic.id.lowercased()] = TacticSet(tactic)
            names[tactic.category.lowercased()] = TacticSet(tactic)
        }
        names["c2"] = TacticSet(.commandAndControl)
        names["commandcontrol"] = TacticSet(.commandAndControl)
        names["preattack"] = [TacticSet(.reconnaissance), TacticSet(.resourceDevelopment)]
        return names
    }()
}
