/// Whether an incident is on the queue, and on which grounds: the rule as it was applied, with the settings of then.
public struct QueueStanding: Hashable, Sendable {
    /// Grounds for the queue, and where none of them holds, the one against it.
    public enum Ground: UInt8, Sendable, CaseIterable {
        /// A person opened it.
        case byHand
        /// Its alerts, with what they share, are rare enough where they occurred.
        case rareEnough
        /// An alert is worth seeing by itself.
        case grave
        /// An alert is one that a person here made, or a rule of this installation.
        case askedFor
        /// It goes on where an attack was that people had found to be one.
        case continuesAttack
        /// It beats like a machine.
        case beats
        /// Enough products name the same entities.
        case productsAgree
        /// Much came at once before there was any history.
        case muchAtOnce
        /// Routine alerts of one detector.
        case routine
        /// Nothing is in it any more.
        case empty
        /// People refuted all that speaks for it.
        case refuted
        /// None of the grounds for the queue holds.
        case tooLittle

        public var isForQueue: Bool { rawValue < Ground.routine.rawValue }

        static let forQueue = allCases.filter(\.isForQueue)
    }

    /// One bit for each ground.
    private(set) var mask: UInt16 = 0
    /// What its alerts are worth in bits of surprise, and how many make an incident worth seeing by themselves.
    public var bits = 0.0
    public var neededBits = 0.0
    /// How many products agree on an entity.
    public var agreeingProducts = 0

    public init(_ grounds: [Ground], bits: Double = 0, neededBits: Double = 0, agreeingProducts: Int = 0) {
        (self.bits, self.neededBits, self.agreeingProducts) = (bits, neededBits, agreeingProducts)
        for ground in grounds { add(ground) }
    }

    /// What an incident keeps of the one that was announced last.
    init(mask: UInt16) { self.mask = mask }

    public var isOnQueue: Bool { mask & ((1 << UInt16(Ground.routine.rawValue)) - 1) != 0 }

    /// In the order in which they weigh.
    public var grounds: [Ground] { Ground.allCases.filter { mask & (1 << UInt16($0.rawValue)) != 0 } }

    mutating func add(_ ground: Ground, if holds: Bool = true) {
        if holds { mask |= 1 << UInt16(ground.rawValue) }
    }
}

extension Correlator {
    func standing(of incident: IncidentState) -> QueueStanding {
        var standing = QueueStanding(
            [], bits: bits(of: incident), neededBits: policy.strongBits, agreeingProducts: incident.facts.linkedProducts.count)
        for ground in QueueStanding.Ground.forQueue { standing.add(ground, if: holds(ground, for: incident)) }
        if !standing.isOnQueue { standing.add(shortcoming(of: incident)) }
        return standing
    }

    /// The same as the standing says, without asking for more grounds than one.
    func belongsOnQueue(_ incident: IncidentState) -> Bool {
        QueueStanding.Ground.forQueue.contains { holds($0, for: incident) }
    }

    /// Strong evidence, a grave alert, one that somebody here asked for, what follows an attack that was thought over, a beacon, products that agree on an
    /// entity, or much at once before there is any history. What people refuted needs strong evidence.
    private func holds(_ ground: QueueStanding.Ground, for incident: IncidentState) -> Bool {
        if ground == .byHand { return incident.isByHand }
        guard !incident.isHolding, incident.facts.alerts > 0 else { return false }
        switch ground {
        case .rareEnough: return bits(of: incident) >= policy.strongBits
        case .grave: return incident.facts.grave > 0 && !isRefuted(incident.facts.evidence)
        case .askedFor: return incident.facts.askedFor > 0 && !isRefuted(incident.facts.evidence)
        case .continuesAttack: return incident.facts.continuesAttack && !isRefuted(incident.facts.evidence)
        case .beats: return incident.facts.beats > 0 && !isRefuted(incident.facts.evidence)
        case .productsAgree:
            return incident.facts.linkedProducts.count >= policy.agreeingProducts && !isRefuted(incident.facts.evidence)
        case .muchAtOnce:
            return incident.facts.youngBits > 0 && incident.facts.sessionBits >= incident.facts.youngBits
                && !isRefuted(incident.facts.evidence)
        case .byHand, .routine, .empty, .refuted, .tooLittle: return false
        }
    }

    private func shortcoming(of incident: IncidentState) -> QueueStanding.Ground {
        if incident.isHolding { return .routine }
        if incident.facts.alerts == 0 { return .empty }
        return isRefuted(incident.facts.evidence) ? .refuted : .tooLittle
    }

    private func bits(of incident: IncidentState) -> Double {
        incident.facts.evidence.bits + reliabilityBits(incident.facts.evidence) + incident.facts.linkBits
    }
}
