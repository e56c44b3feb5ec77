/// A run that beats for hours without a pause and as evenly as a machine is a beacon: one incident, however long.
///
/// Maintenance is regular too, but it pauses: its runs are short and many, which makes them routine. People and busy
/// servers never pause by day, but they are uneven.
extension Correlator {
    static func isRegular(_ policy: CorrelationPolicy) -> (Beat) -> Bool {
        { $0.variation <= 2 * policy.beaconVariation }
    }

    /// Looks at a run now and then: has it become a beacon?
    mutating func watchBeat(_ pair: Int, _ alert: Observation) {
        let run = state.pairs[pair].run
        let anchor = state.pairs[pair].anchor
        guard let host = state.anchors.index(of: anchor) else { return }
        let incident = resolved(run.incident)
        if state.anchors[host].beacon == incident {
            state.anchors[host].lastBeat = max(state.anchors[host].lastBeat, alert.time)
            touch(incident, beats: run.beat.count)
            return
        }
        guard run.isMovable, run.last - run.first >= policy.beaconDuration, run.beat.count >= policy.beaconBeats,
            run.beat.variation <= policy.beaconVariation
        else { return }
        let reason = CorrelationReason(
            signal: .periodic, detector: alert.detector, entity: anchor,
            weight: binaryLogarithm(Double(run.beat.count)), seenBefore: run.beat.count,
            distance: Int64(run.beat.mean * Double(CorrelationPolicy.second)))
        let home = beaconHome(pair, host, alert)
        let target = home ?? open(alert, related: nil, isHolding: false)
        moveRun(pair, to: target, reason: reason)
        state.anchors[host].beacon = target
        state.anchors[host].lastBeat = alert.time
        touch(target, beats: run.beat.count)
    }

    /// The beacon that beats on the same anchor, or in step on another.
    private func beaconHome(_ pair: Int, _ host: Int, _ alert: Observation) -> IncidentNumber? {
        if let incident = liveBeacon(host, at: alert.time), let usable = usable(incident, for: alert) { return usable }
        for companion in state.pairs[pair].companions where isInStep(state.pairs[pair], with: companion.anchor) {
            guard let other = state.pairs.value(of: PairHistory.key(alert.detector, companion.anchor)),
                let otherHost = state.anchors.index(of: companion.anchor),
                let incident = liveBeacon(otherHost, at: alert.time), resolved(other.run.incident) == incident,
                let usable = usable(incident, for: alert)
            else { continue }
            return usable
        }
        return nil
    }

    private func liveBeacon(_ host: Int, at time: Int64) -> IncidentNumber? {
        let anchor = state.anchors[host]
        guard anchor.beacon != 0, time - anchor.lastBeat <= policy.sessionGap else { return nil }
        return resolved(anchor.beacon)
    }

    /// A surprising alert on a device that beacons.
    func beaconIncident(_ run: NewRun) -> (IncidentNumber, CorrelationReason)? {
        guard run.bits >= policy.beaconCompanyBits, !state.anchors[run.host].isSensor,
            let beacon = liveBeacon(run.host, at: run.alert.time),
            let incident = usable(beacon, for: run.alert), !isApart(run.pair, incident)
        else { return nil }
        return (incident, run.reason(.sequence, distance: abs(run.alert.time - state.anchors[run.host].lastBeat)))
    }

    private mutating func touch(_ incident: IncidentNumber, beats: Int) {
        state.incidents[Int(incident - 1)].update { $0.beats = max($0.beats, beats) }
        touched.append(incident)
    }
}
