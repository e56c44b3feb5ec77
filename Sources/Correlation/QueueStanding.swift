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
    /// Strong evidence, a grave alert, what follows an attack that was thought over, a beacon, products that agree on an
    /// entity, or much at once before there is any history. What people refuted needs strong evidence.
    func standing(of incident: IncidentState) -> QueueStanding {
        let facts = incident.facts
        var standing = QueueStanding(
            [], bits: facts.evidence.bits + reliabilityBits(facts.evidence) + facts.linkBits, neededBits: policy.strongBits,
            agreeingProducts: facts.linkedProducts.count)
        standing.add(.byHand, if: incident.isByHand)
        let isRefuted = isRefuted(facts.evidence)
        if !incident.isHolding, facts.alerts > 0 {
            standing.add(.rareEnough, if: standing.bits >= policy.strongBits)
            if !isRefuted {
                standing.add(.grave, if: facts.grave > 0)
                standing.add(.continuesAttack, if: facts.continuesAttack)
                standing.add(.beats, if: facts.beats > 0)
                standing.add(.productsAgree, if: facts.linkedProducts.count >= policy.agreeingProducts)
                standing.add(.muchAtOnce, if: facts.youngBits > 0 && facts.sessionBits >= facts.youngBits)
            }
        }
        if standing.isOnQueue { return standing }
        standing.add(incident.isHolding ? .routine : facts.alerts == 0 ? .empty : isRefuted ? .refuted : .tooLittle)
        return standing
    }

    func belongsOnQueue(_ incident: IncidentState) -> Bool { standing(of: incident).isOnQueue }
}
