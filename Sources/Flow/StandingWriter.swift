internal import Correlation
internal import SecurityModel

/// Says in words on which grounds an incident is on the queue or kept off it.
enum StandingWriter {
    static func grounds(_ standing: QueueStanding) -> [QueueGround] {
        standing.grounds.map { QueueGround(name: "\($0)", text: text($0, standing)) }
    }

    private static func text(_ ground: QueueStanding.Ground, _ standing: QueueStanding) -> String {
        let (bits, needed) = (short(standing.bits), short(standing.neededBits))
        return switch ground {
        case .byHand: "a person opened it"
        case .rareEnough: "its alerts are rare enough where they occurred (rarity \(bits), \(needed) is enough)"
        case .grave: "an alert in it is grave by itself"
        case .askedFor: "a person here made an alert in it, or a rule of this installation, and rates it medium or high"
        case .continuesAttack: "it goes on where an attack was that people confirmed"
        case .beats: "it keeps a beat like a machine"
        case .productsAgree: "\(standing.agreeingProducts) products name the same entities"
        case .muchAtOnce: "many kinds of alert came at once, with no history to compare"
        case .routine: "alerts like these are routine where they occurred, or tell little by themselves"
        case .empty: "no alert is in it any more"
        case .refuted:
            "people found its kinds of alert to be harmless, and a rarity of \(bits) does not outweigh that (\(needed) would)"
        case .tooLittle:
            "its alerts are too common where they occurred (rarity \(bits), \(needed) is needed), and nothing else speaks for it"
        }
    }

    /// With one digit, and none where it is zero.
    private static func short(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
