/// A routine alert beside a strong session: taken in when its own rate makes the nearness unlikely to be chance. It
/// never extends the session.
extension Correlator {
    func nearSession(_ run: NewRun) -> (IncidentNumber, CorrelationReason)? {
        let sessions = state.anchors[run.host].sessions
        var best: (index: Int, distance: Int64)?
        for index in sessions.indices where isOfStrong(run.host, index) || isBurst(sessions[index]) {
            let time = run.alert.time
            let last = lastActivity(of: sessions[index], anchor: run.anchor)
            let distance = max(0, sessions[index].first - time, time - last)
            // A sequel is too weak to draw in more than what comes with it.
            guard distance <= policy.crossDeviceGap || !isSequel(run.host, index) else { continue }
            if best == nil || distance <= best?.distance ?? 0 { best = (index, distance) }
        }
        guard let (index, distance) = best, let incident = usable(sessions[index].incident, for: run.alert),
            !isApart(run.pair, incident)
        else { return nil }
        let chance = chance(episodes: run.episodes, age: run.age, distance: distance)
        guard chance < policy.proximityChance else { return nil }
        return (
            incident, run.reason(.proximity, weight: -binaryLogarithm(max(chance, 1e-6)), distance: distance)
        )
    }
}

extension Correlator {
    /// It began before there was any history, and is worth seeing all the same.
    private func isBurst(_ session: Session) -> Bool {
        session.evidence.bits >= policy.noHistoryBits && state.incidents[Int(session.incident - 1)].facts.hasNoHistory
    }

    /// The last alert of the session, floods included.
    private func lastActivity(of session: Session, anchor: Int32) -> Int64 {
        var last = session.last
        for detector in session.evidence.detectors {
            guard let pair = state.pairs.index(of: PairHistory.key(detector, anchor)) else { continue }
            let run = state.pairs[pair].run
            if !run.isHeld, !run.isGuest, run.first <= session.last { last = max(last, run.last) }
        }
        return last
    }
}
