/// An alert that a person put into an incident. What it adds there is kept apart, so that nothing of it is left behind when it
/// goes on or comes back; the incident that it came from goes on counting it.
struct Visit: Checkpointed {
    var alert: Int64 = 0
    /// Where its signals had put it.
    var home: IncidentNumber = 0
    /// What it adds to the incident that it visits.
    var facts = IncidentFacts()
    /// Its detector and anchor, with what was remembered of them before it left home.
    var pair: UInt64 = 0
    var links = PairLinks()

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&alert)
        try coder.code(&home)
        try facts.code(with: &coder)
        try coder.code(&pair)
        try links.code(with: &coder)
    }
}

/// Where the alerts of one detector and anchor go: what people said of it, and the run that is under way.
struct PairLinks: Checkpointed {
    var mustLink: IncidentNumber = 0
    var cannotLink: [IncidentNumber] = []
    var run = Run()

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&mustLink)
        try coder.code(&cannotLink)
        try run.code(with: &coder)
    }
}

extension PairHistory {
    var links: PairLinks { PairLinks(mustLink: mustLink, cannotLink: cannotLink, run: run) }

    /// Takes back what people said of it. A run that began since goes on, and one of long ago is over.
    mutating func restore(_ links: PairLinks, runsSince horizon: Int64) {
        (mustLink, cannotLink) = (links.mustLink, links.cannotLink)
        if run.incident == 0, links.run.last > horizon { run = links.run }
    }
}
