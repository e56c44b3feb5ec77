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
        case .rarity:
            count == 1
                ? "1 kind of alert that is rare where it occurred" : "\(count) kinds of alert that are rare where they occurred"
        case .products: "\(count) products report it"
        case .reach: "its alerts occurred on \(count) devices or accounts"
        case .progression: "\(count) stages of the kill chain, by how rare the alerts of each are"
        case .persistence: "it has kept its beat \(count) times"
        case .sharedEntities: "\(count) products name the same entities"
        case .variety: "\(count) kinds of alert at once, with no history to compare"
        case .criticality:
            "it touches an asset of \(["no", "low", "medium", "high", "very high"][min(max(0, count), 4)]) criticality"
        case .namedThreats: count == 1 ? "an alert names a threat" : "\(count) alerts name a threat"
        case .reliability:
            factor.value < 0
                ? "people found earlier alerts of \(count) of its kinds to be harmless"
                : "people confirmed earlier alerts of \(count) of its kinds"
        case .severity: "severity as the products rate it"
        }
    }
}
