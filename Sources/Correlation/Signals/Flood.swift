/// A flood is counted once: its first alert is weighed, the rest follow it.
extension Correlator {
    /// Places the alert with the run that is going on. False if there is none, or if its incident takes no more.
    mutating func continueRun(_ alert: Observation, _ pair: Int) -> Bool {
        let run = state.pairs[pair].run
        let end = run.isGuest ? run.first + policy.crossDeviceGap : run.last + policy.runGap
        guard run.count > 0, alert.time >= run.first - policy.runGap, alert.time <= end,
            !isOutlived(run, pair, at: alert.time), let incident = usable(run.incident, for: alert)
        else { return false }
        repeated = run.repeated
        if run.isHeld, let (target, reason) = twin(of: alert, pair) {
            join(alert, target, reason, bits: state.pairs[pair].bits)
            return true
        }
        state.pairs[pair].run.append(alert.alert, at: alert.time, isRegular: Correlator.isRegular(policy))
        let reason = CorrelationReason(
            signal: .flood, detector: alert.detector, entity: state.pairs[pair].anchor, seenBefore: run.count,
            distance: max(0, alert.time - run.last))
        join(alert, incident, reason, bits: state.pairs[pair].bits)
        if run.count & 31 == 0 { watchBeat(pair, alert) }
        return true
    }

    /// A run that was rare because everything was, and goes on for longer than it takes to call things routine: it is weighed
    /// anew, so that what never rests does not fill the incident that its first alert opened. Beacons stay whole.
    private func isOutlived(_ run: Run, _ pair: Int, at time: Int64) -> Bool {
        time - run.first > policy.learningTime && !run.isHeld && isLearning(at: run.first)
            && state.anchors.value(of: state.pairs[pair].anchor).map { resolved($0.beacon) } != resolved(run.incident)
    }

    /// Starts a run in an incident.
    mutating func begin(_ new: NewRun, in incident: IncidentNumber, isHeld: Bool, reason: CorrelationReason) {
        begin(new.alert, new.pair, in: incident, isHeld: isHeld, reason: reason)
        state.pairs[new.pair].run.isGuest = reason.signal.isForGuests
    }

    mutating func begin(
        _ alert: Observation, _ pair: Int, in incident: IncidentNumber, isHeld: Bool, reason: CorrelationReason
    ) {
        // A late alert leaves the run that is going on alone.
        if state.pairs[pair].run.count == 0 || alert.time > state.pairs[pair].run.last {
            var run = Run(first: alert.time, last: alert.time, incident: incident, isHeld: isHeld)
            run.repeated = repeated
            run.append(alert.alert, at: alert.time, isRegular: Correlator.isRegular(policy))
            state.pairs[pair].run = run
        }
        join(alert, incident, reason, bits: state.pairs[pair].bits)
    }

    /// Moves a run as a whole.
    mutating func moveRun(_ pair: Int, to target: IncidentNumber, reason: CorrelationReason) {
        let source = resolved(state.pairs[pair].run.incident)
        let alerts = state.pairs[pair].run.alerts
        state.pairs[pair].run.incident = target
        state.pairs[pair].run.isHeld = false
        state.pairs[pair].run.isGuest = reason.signal.isForGuests
        let detector = state.pairs[pair].detector
        state.incidents[Int(target - 1)].update { $0.evidence.add(detector, bits: 0) }
        move(alerts, from: source, to: target, reason: reason)
        retire(source, of: pair, into: target, reason: reason)
    }
}

extension CorrelationSignal {
    /// Joins for nearness alone hold for a moment, not for as long as a routine run goes on.
    fileprivate var isForGuests: Bool { self == .proximity || self == .twin || self == .watcher }
}
