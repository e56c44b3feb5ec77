/// Twins: one event reported from two devices in the same second. A sensor, such as a firewall, repeats what happens
/// on every device behind it. Who repeats whom is learned from the bursts of each detector.
extension Correlator {
    /// Whether the alert ends a silence of a few seconds on its detector and anchor.
    mutating func beginsBurst(_ alert: Observation, _ pair: Int) -> Bool {
        let isNew = abs(alert.time - state.pairs[pair].last) >= 5 * CorrelationPolicy.second
        if isNew { state.pairs[pair].bursts += 1 }
        return isNew
    }

    /// Notes which other devices fired in step, and unites those that always do into one site.
    mutating func learnSite(_ alert: Observation, _ anchor: Int32, _ pair: Int) {
        let detector = state.detectors.index(of: alert.detector) { DetectorHistory(id: alert.detector) }
        let others = state.detectors[detector].anchors(near: alert.time, within: policy.twinGap, except: anchor)
        for other in others {
            credit(other, to: pair, at: alert.time)
            guard let twin = state.pairs.index(of: PairHistory.key(alert.detector, other)) else { continue }
            credit(anchor, to: twin, at: alert.time)
        }
        state.detectors[detector].note(anchor, at: alert.time)
    }

    private mutating func credit(_ companion: Int32, to pair: Int, at time: Int64) {
        let burst = state.pairs[pair].bursts
        if let index = state.pairs[pair].companions.firstIndex(where: { $0.anchor == companion }) {
            guard state.pairs[pair].companions[index].burst != burst else { return }
            state.pairs[pair].companions[index].burst = burst
            state.pairs[pair].companions[index].note(time)
            if isNoChance(pair, state.pairs[pair].companions[index]) {
                state.sites.uniteBySensor(state.pairs[pair].anchor, companion)
            }
            if isInStep(state.pairs[pair], with: companion), let sensor = state.anchors.index(of: companion) {
                state.anchors[sensor].watch(state.pairs[pair].anchor)
            }
        } else if state.pairs[pair].companions.count < 4 {
            var new = Companion(anchor: companion, burst: burst)
            new.note(time)
            state.pairs[pair].companions.append(new)
        }
    }

    /// The coincidences are many more than two devices that know nothing of each other would have, and not all at
    /// round times.
    private func isNoChance(_ pair: Int, _ companion: Companion) -> Bool {
        guard companion.hits >= policy.siteCoincidences, !companion.isScheduled,
            let other = state.pairs.value(of: PairHistory.key(state.pairs[pair].detector, companion.anchor))
        else { return false }
        let share = Double(other.bursts) * Double(3 * policy.twinGap) / Double(max(1, state.now - state.start))
        let expected = share * Double(state.pairs[pair].bursts)
        return Double(companion.hits) >= policy.siteRatio * expected
            && Double(companion.hits) >= 2 + policy.siteShare * Double(state.pairs[pair].bursts)
    }

    /// More often than not, with two hits to spare: devices that are merely busy at the same time do not get there.
    func isInStep(_ pair: PairHistory, with companion: Int32) -> Bool {
        guard let entry = pair.companions.first(where: { $0.anchor == companion }) else { return false }
        return !entry.isScheduled && Double(entry.hits) >= 2 + 0.6 * Double(pair.bursts)
    }

    /// A run that goes on and on coincides with everything: then the devices must be known to be in step.
    private func isTelling(_ twin: PairHistory, for pair: Int) -> Bool {
        let covered = Double(twin.run.beat.count) * Double(2 * policy.twinGap) / Double(max(1, state.now - state.start))
        return covered < policy.proximityChance || isInStep(state.pairs[pair], with: twin.anchor)
    }

    /// A routine alert whose twin on another device of the site belongs to an attack.
    func twinIncident(_ run: NewRun) -> (IncidentNumber, CorrelationReason)? { twin(of: run.alert, run.pair) }

    func twin(of alert: Observation, _ pair: Int) -> (IncidentNumber, CorrelationReason)? {
        let anchor = state.pairs[pair].anchor
        guard let detector = state.detectors.index(of: alert.detector) else { return nil }
        let others = state.detectors[detector].anchors(near: alert.time, within: policy.twinGap, except: anchor)
        for other in others where state.sites.relation(anchor, other) == .same {
            guard let twin = state.pairs.value(of: PairHistory.key(alert.detector, other)), !twin.run.isHeld,
                twin.run.count > 0, twin.bits >= policy.rareBits, let incident = usable(twin.run.incident, for: alert),
                !isApart(pair, incident), isTelling(twin, for: pair)
            else { continue }
            let reason = CorrelationReason(
                signal: .twin, detector: alert.detector, entity: anchor, otherEntity: other, weight: twin.bits,
                seenBefore: state.pairs[pair].episodes.count(in: epoch), distance: abs(alert.time - twin.run.last))
            return (incident, reason)
        }
        return nil
    }
}
