/// Routine alerts wait off the queue, in one incident for each detector and anchor. Their number is bounded.
extension Correlator {
    mutating func hold(
        _ alert: Observation, _ pair: Int, signal: CorrelationSignal, bits: Double = 0, episodes: Int = 0
    ) {
        let incident = holding(alert, pair)
        state.incidents[Int(incident - 1)].update { $0.evidence.add(alert.detector, bits: 0) }
        let reason = CorrelationReason(
            signal: signal, detector: alert.detector, entity: state.pairs[pair].anchor, weight: bits,
            seenBefore: episodes)
        if signal == .excluded {
            join(alert, incident, reason, bits: bits)
        } else {
            begin(alert, pair, in: incident, isHeld: true, reason: reason)
        }
    }

    /// The holding incident of the detector and anchor; beyond the limit, that of the detector.
    private mutating func holding(_ alert: Observation, _ pair: Int) -> IncidentNumber {
        let former = state.pairs[pair].holding
        if let incident = usable(former, for: alert), !isApart(pair, incident) { return incident }
        var home = pair
        if state.holdings >= policy.holdingLimit {
            home = state.pairs.index(of: PairHistory.key(alert.detector, 0)) {
                PairHistory(detector: alert.detector, last: .max)
            }
            if let incident = usable(state.pairs[home].holding, for: alert) { return incident }
        }
        let incident = open(alert, related: former == 0 ? nil : former, isHolding: true)
        state.pairs[home].holding = incident
        state.holdings += 1
        return incident
    }

    /// A holding incident whose last alert went elsewhere redirects there, unless people work on it.
    mutating func retire(_ holding: IncidentNumber, of pair: Int, into target: IncidentNumber, reason: CorrelationReason) {
        let incident = state.incidents[Int(holding - 1)]
        guard state.pairs[pair].holding == holding, incident.isIdle, refusal(holding, target) == nil else { return }
        state.pairs[pair].holding = 0
        state.holdings -= 1
        state.incidents[Int(holding - 1)].forgetFacts()
        performMerge(holding, target, reason: reason)
    }
}
