/// What the correlator knows of one incident.
struct IncidentState: Checkpointed {
    var id: IncidentNumber = 0
    /// Routine alerts of one detector (and anchor): kept off the queue.
    var isHolding = false
    /// A person opened it: it stands on the queue whatever is in it.
    var isByHand = false
    /// Where it was merged into, or 0.
    var redirect: IncidentNumber = 0
    var isResolved = false
    var owner: Int64 = 0
    var classification: Int32 = 0
    var determination: Int32 = 0
    /// How people judged it, and the detectors that learned from that.
    var verdict = Verdict.none
    var taught: [Int32] = []
    var deviceGroup: Int32 = 0
    /// With everything that was merged into it, and with what people put into it.
    private(set) var facts = IncidentFacts()
    /// Without: one element once there is something of either, so that it can be taken back.
    private var own: [IncidentFacts] = []
    /// Alerts that people put into it.
    private(set) var visits: [Visit] = []
    /// Incidents that a person took this one apart from.
    var cannotLink: [IncidentNumber] = []
    /// As last announced.
    var priority = 0.0
    /// The grounds of its standing (`QueueStanding.mask`).
    var standing: UInt16 = 0

    /// Holds nothing, and nobody has said anything of it.
    var isIdle: Bool {
        isHolding && facts.alerts == 0 && own.isEmpty && !isByHand && owner == 0 && classification == 0 && cannotLink.isEmpty
    }

    /// What its alerts added up to went with them.
    mutating func forgetFacts() { facts = IncidentFacts() }

    mutating func update(_ change: (inout IncidentFacts) -> Void) {
        change(&facts)
        if !own.isEmpty { change(&own[0]) }
    }

    /// Says anew how critical entities are.
    mutating func rate(_ levels: [Int32: UInt8]) {
        update { facts in for (id, level) in levels { facts.rate(id, level) } }
        for index in visits.indices { for (id, level) in levels { visits[index].facts.rate(id, level) } }
    }

    mutating func receive(_ visit: Visit) {
        if own.isEmpty { own = [facts] }
        facts.absorb(visit.facts)
        visits.append(visit)
    }

    /// Takes alerts out that people had put into it; what is left is to be counted anew (`recount`).
    mutating func release(_ alerts: Set<Int64>) -> [Visit] {
        let gone = visits.filter { alerts.contains($0.alert) }
        if !gone.isEmpty { visits.removeAll { alerts.contains($0.alert) } }
        return gone
    }

    mutating func absorb(_ source: IncidentState) {
        if own.isEmpty { own = [facts] }
        facts.absorb(source.facts)
        isHolding = isHolding && source.isHolding
        if owner == 0 { owner = source.owner }
        if classification == 0 { classification = source.classification }
        if determination == 0 { determination = source.determination }
    }

    /// Adds up anew, after a merge or a move was taken back: its own facts, those of what people put into it, and those of what is
    /// still merged into it.
    mutating func recount(with others: [IncidentState]) {
        guard let alone = own.first else { return }
        facts = alone
        for visit in visits { facts.absorb(visit.facts) }
        for other in others { facts.absorb(other.facts) }
        if others.isEmpty && visits.isEmpty { own = [] }
    }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&id)
        try coder.code(&isHolding)
        try coder.code(&isByHand)
        try coder.code(&redirect)
        try coder.code(&isResolved)
        try coder.code(&owner)
        try coder.code(&classification)
        try coder.code(&determination)
        var judged = verdict.rawValue
        try coder.byte(&judged)
        verdict = Verdict(rawValue: judged) ?? .none
        try coder.code(&taught)
        try coder.code(&deviceGroup)
        try facts.code(with: &coder)
        try coder.code(&own)
        try coder.code(&visits)
        try coder.code(&cannotLink)
        try coder.code(&priority)
        try coder.code(&standing)
    }
}
