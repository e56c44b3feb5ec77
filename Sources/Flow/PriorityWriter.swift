internal import Correlation
internal import SecurityModel

/// Says the terms of a priority in sentences.
enum PriorityWriter {
    static func factors(_ priority: IncidentPriority) -> [PriorityFactor] {
        priority.factors.map { factor in
            PriorityFactor(name: "\(factor.kind)", points: factor.value, text: sentence(factor))
        }
    }

    private static func sentence(_ factor: PriorityTerm) -> String {
        let count = factor.count
        return switch factor.kind {
        case .rarity: "\(count) kinds of alert that are rare where they occurred"
        case .products: "\(count) products report it"
        case .reach: "it touches \(count) devices or accounts"
        case .progression: "\(count) stages of the kill chain"
        case .persistence: "it has kept its beat \(count) times"
        case .sharedEntities: "\(count) products name the same entities"
        case .variety: "\(count) kinds of alert at once, with no history to compare"
        case .severity: "severity as the products rate it"
        }
    }
}
