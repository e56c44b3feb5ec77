/// One term of a priority.
public struct PriorityTerm: Hashable, Sendable {
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// Bits of surprise, each detector once.
        case rarity
        /// How many products report it.
        case products
        /// How many devices or accounts it touches.
        case reach
        /// How far along the kill chain it is, by how rare the alerts of each stage are.
        case progression
        /// How long it has been beating.
        case persistence
        /// Entities that several products name.
        case sharedEntities
        /// Different detectors of a stream that has no past yet.
        case variety
        /// What the sources say of its severity.
        case severity
        /// How much the organisation depends on what it touches: counts 1 to 4.
        case criticality
        /// Alerts that name a threat, a family of threats or an actor.
        case namedThreats
        /// What people said of its detectors' earlier findings: adds or takes.
        case reliability
    }

    public var kind: Kind
    /// What is counted.
    public var count: Int
    /// What it adds to the score.
    public var value: Double

    public init(kind: Kind, count: Int, value: Double) {
        self.kind = kind
        self.count = count
        self.value = value
    }
}

/// Where an incident stands in the queue. The score has no upper end, and is the sum of its factors.
public struct IncidentPriority: Hashable, Sendable {
    public var factors: [PriorityTerm]

    public init(factors: [PriorityTerm]) {
        self.factors = factors
    }

    public var score: Double { factors.reduce(0) { $0 + $1.value } }
}

extension Correlator {
    mutating func rankTouched() {
        for id in Set(touched).sorted() where state.incidents[Int(id - 1)].redirect == 0 {
            let priority = priority(of: state.incidents[Int(id - 1)])
            let standing = standing(of: state.incidents[Int(id - 1)])
            let incident = state.incidents[Int(id - 1)]
            guard incident.priority != priority.score || incident.standing != standing.mask else { continue }
            state.incidents[Int(id - 1)].priority = priority.score
            state.incidents[Int(id - 1)].standing = standing.mask
            decisions.append(.ranked(incident: id, priority: priority, standing: standing))
        }
        touched = []
    }

    func priority(of incident: IncidentState) -> IncidentPriority {
        guard !incident.isHolding else { return IncidentPriority(factors: []) }
        let facts = incident.facts
        var factors: [PriorityTerm] = []
        func add(_ kind: PriorityTerm.Kind, _ count: Int, _ value: Double) {
            if value != 0 { factors.append(PriorityTerm(kind: kind, count: count, value: value)) }
        }
        let detectors = facts.evidence.detectors.count
        add(.rarity, facts.evidence.weights.count { $0 > 0 }, facts.evidence.bits)
        add(.reliability, taughtDetectors(facts.evidence), reliabilityBits(facts.evidence))
        add(.products, facts.products.count, 10 * Double(max(0, facts.products.count - 1)))
        add(.reach, facts.anchors.count, 2 * binaryLogarithm(Double(max(1, facts.anchors.count))))
        add(.progression, facts.stages.count, facts.stages.progression(limit: policy.stageBits))
        add(.persistence, facts.beats, 4 * binaryLogarithm(1 + Double(facts.beats)))
        add(.sharedEntities, facts.linkedProducts.count, 4 * Double(max(0, facts.linkedProducts.count - 1)))
        if facts.hasNoHistory { add(.variety, detectors, binaryLogarithm(1 + Double(detectors))) }
        add(.criticality, Int(facts.criticality), policy.criticalityBits * Double(facts.criticality))
        if facts.threats > 0 {
            add(.namedThreats, facts.threats, policy.threatBits + min(facts.threatBits, policy.threatBits))
        }
        let grave = facts.grave > 0 ? policy.graveBits : 0
        add(.severity, Int(facts.severity), 0.25 * Double(facts.severity) + grave)
        return IncidentPriority(factors: factors)
    }

    private func taughtDetectors(_ evidence: Evidence) -> Int {
        state.lessons.count == 0 ? 0 : evidence.detectors.count { reliability($0) != 1 }
    }
}
