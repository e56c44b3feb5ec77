/// Gives every alert its incident: values in, decisions out, nothing else. The same observations and human decisions
/// in the same order make the same incidents, whatever the batches.
public struct Correlator: Sendable {
    public let policy: CorrelationPolicy
    var state = CorrelatorState()
    /// What was decided since the last answer, and the incidents whose rank it may change.
    var decisions: [CorrelationDecision] = []
    var touched: [IncidentNumber] = []
    /// Where the alert that is being placed stands, and the bits that its original counted, where it is a repeat.
    var placed: IncidentNumber = 0
    var repeated: Double?

    public init(policy: CorrelationPolicy = CorrelationPolicy()) {
        self.policy = policy
    }

    /// Places the alerts, in inbox order. Each comes out in exactly one `joined`, perhaps `moved` or `merged` later;
    /// incidents that changed are ranked at the end.
    public mutating func correlate(_ observations: [Observation]) -> [CorrelationDecision] {
        decisions.reserveCapacity(observations.count + 16)
        for observation in observations { place(canonical(observation)) }
        return finish()
    }

    mutating func finish() -> [CorrelationDecision] {
        rankTouched()
        defer { decisions = [] }
        return decisions
    }

    private mutating func place(_ alert: Observation) {
        advance(to: alert)
        let anchor = alert.anchor
        let pair = state.pairs.index(of: PairHistory.key(alert.detector, anchor)) {
            PairHistory(detector: alert.detector, anchor: anchor)
        }
        repeated = nil
        let burst = beginsBurst(alert, pair)
        if burst { learnSite(alert, anchor, pair) }
        state.pairs[pair].last = max(state.pairs[pair].last, alert.time)
        if alert.isExcludedFromCorrelation {
            hold(alert, pair, signal: .excluded)
            return
        }
        if !continueRun(alert, pair) { startRun(alert, anchor, pair) }
        joinSharedEntities(alert, anchor, pair)
        noteEntities(alert, anchor, pair)
    }

    private mutating func advance(to alert: Observation) {
        if state.start == 0 || alert.time - state.now > policy.memory { state.begin(at: alert.time) }
        state.now = max(state.now, alert.time)
        if state.now - state.sweptAt > policy.entityGap { state.sweep(policy) }
    }

    /// A new run: the past of its detector and anchor decides whether it is rare.
    private mutating func startRun(_ alert: Observation, _ anchor: Int32, _ pair: Int) {
        let host = noteAnchor(alert, anchor)
        let age = age(of: alert.product)
        let episodes = countEpisode(pair)
        let known = max(episodes, countSpread(alert, episodes: episodes))
        let bits = state.pairs[pair].weekly.note(at: alert.time) ? 0 : rarity(episodes: known, age: age)
        repeated = noteTelling(alert, bits: bits)
        let run = NewRun(
            alert: alert, anchor: anchor, pair: pair, host: host, age: age, episodes: episodes, bits: bits,
            isGrave: isGrave(alert, everywhere: countEverywhere(alert), age: age))
        state.pairs[pair].bits = bits
        if let incident = usable(state.pairs[pair].mustLink, for: alert) {
            begin(run, in: incident, isHeld: false, reason: run.reason(.mustLink))
        } else if bits >= policy.rareBits || run.isGrave || alert.isAskedFor || hasNoHistory {
            placeRare(run)
        } else if let (incident, reason) = companyOf(run) {
            begin(run, in: incident, isHeld: false, reason: reason)
        } else {
            hold(alert, pair, signal: .routine, bits: bits, episodes: episodes)
            state.anchors[host].hold(alert.detector)
        }
    }

    /// The strong session, watched attack or beacon that a routine alert belongs to.
    private func companyOf(_ run: NewRun) -> (IncidentNumber, CorrelationReason)? {
        twinIncident(run) ?? nearSession(run) ?? watchedIncident(run) ?? beaconIncident(run)
    }

    private mutating func noteAnchor(_ alert: Observation, _ anchor: Int32) -> Int {
        let host = state.anchors.index(of: anchor) { AnchorHistory(id: anchor, first: alert.time) }
        state.anchors[host].note(detector: alert.detector, product: alert.product, at: alert.time)
        _ = state.products.index(of: alert.product) { ProductHistory(id: alert.product, first: alert.time) }
        for entity in alert.entities where entity.kind == .network {
            state.sites.unite(anchor, entity.id)
        }
        return host
    }

    /// The episodes before this one; counts it. What an attack sets off says nothing of what is usual, so an episode that
    /// was part of one does not count once it is over.
    private mutating func countEpisode(_ pair: Int) -> Int {
        if wasAttack(state.pairs[pair].run) { state.pairs[pair].episodes.takeBack(in: epoch) }
        let before = state.pairs[pair].episodes.count(in: epoch)
        state.pairs[pair].episodes.add(in: epoch)
        return before
    }

    private func wasAttack(_ run: Run) -> Bool {
        guard run.incident != 0, !run.isHeld, !run.isGuest, state.now - run.last <= policy.sessionMemory else { return false }
        let incident = state.incidents[Int(resolved(run.incident) - 1)]
        // What beats goes on beating, what comes back another day is expected, and what people refuted was none.
        return incident.facts.beats == 0 && incident.verdict != .refuted && belongsOnQueue(incident)
    }

    /// How often the detector had shown on a new anchor, where this one is new to it.
    private mutating func countSpread(_ alert: Observation, episodes: Int) -> Int {
        guard episodes == 0 else { return 0 }
        let detector = state.detectors.index(of: alert.detector) { DetectorHistory(id: alert.detector) }
        return state.detectors[detector].spread.note(at: alert.time, epoch: epoch, within: policy.crossDeviceGap)
            / policy.spreadRatio
    }

    /// How often the detector had fired before, wherever.
    private mutating func countEverywhere(_ alert: Observation) -> Int {
        let detector = state.detectors.index(of: alert.detector) { DetectorHistory(id: alert.detector) }
        return state.detectors[detector].episodes.note(at: alert.time, epoch: epoch, within: policy.crossDeviceGap)
    }

    /// Whole periods of memory that have passed.
    var epoch: Int32 { Int32(truncatingIfNeeded: state.now / policy.memory) }
}

/// The first alert of a run, with what is known of it.
struct NewRun {
    let alert: Observation
    let anchor: Int32
    let pair: Int
    let host: Int
    let age: Int64
    let episodes: Int
    let bits: Double
    /// Worth seeing on its own.
    let isGrave: Bool

    func reason(
        _ signal: CorrelationSignal, other: Int32 = 0, weight: Double? = nil, distance: Int64 = 0
    ) -> CorrelationReason {
        CorrelationReason(
            signal: signal, detector: alert.detector, entity: anchor, otherEntity: other, weight: weight ?? bits,
            seenBefore: episodes, distance: distance)
    }
}
