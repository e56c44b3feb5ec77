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
    /// With everything that was merged into it.
    private(set) var facts = IncidentFacts()
    /// Without: one element once something was merged into it, so that the merge can be taken back.
    private var own: [IncidentFacts] = []
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

    mutating func absorb(_ source: IncidentState) {
        if own.isEmpty { own = [facts] }
        facts.absorb(source.facts)
        isHolding = isHolding && source.isHolding
        if owner == 0 { owner = source.owner }
        if classification == 0 { classification = source.classification }
        if determination == 0 { determination = source.determination }
    }

    /// Takes a merge back: what is left are its own facts and those of what is still merged into it.
    mutating func release(keeping others: [IncidentState]) {
        guard let alone = own.first else { return }
        facts = alone
        for other in others { facts.absorb(other.facts) }
        if others.isEmpty { own = [] }
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
        try coder.code(&cannotLink)
        try coder.code(&priority)
        try coder.code(&standing)
    }
}
