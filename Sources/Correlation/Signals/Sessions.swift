/// Rare alerts of one anchor make a session; what it adds up to decides how long it is remembered.
///
/// A weak session ends after half an hour or, where little happens, when chance could explain the next alert. A strong one
/// takes single rare alerts for two hours, routine ones that are too near to be chance, and another session of some weight,
/// or one that is strong itself, for half a day: an attacker who comes back.
extension Correlator {
    mutating func placeRare(_ run: NewRun) {
        let signal: CorrelationSignal = run.bits >= policy.rareBits ? .rareDetector : .noHistory
        let near = session(of: run.host, at: run.alert.time, bits: run.bits)
        if let index = near ?? quietSession(of: run),
            let incident = usable(state.anchors[run.host].sessions[index].incident, for: run.alert),
            !isApart(run.pair, incident)
        {
            let distance = abs(run.alert.time - state.anchors[run.host].sessions[index].last)
            begin(run, in: incident, isHeld: false, reason: run.reason(signal, distance: distance))
            feed(run, session: index)
        } else if let (incident, reason) = watchedIncident(run) {
            begin(run, in: incident, isHeld: false, reason: reason)
        } else if !hasNoHistory, let (incident, reason) = beaconIncident(run) {
            begin(run, in: incident, isHeld: false, reason: reason)
        } else {
            let former = resolvedPredecessor(run.host, at: run.alert.time)
            let incident = open(run.alert, related: former, isHolding: false)
            let (isFirst, bits, goesOn) = (hasNoHistory, youngBits, former.map { wasTrue($0) } ?? false)
            state.incidents[Int(incident - 1)].update {
                $0.hasNoHistory = isFirst
                $0.youngBits = bits
                $0.continuesAttack = goesOn
            }
            begin(run, in: incident, isHeld: false, reason: run.reason(.opening))
            var session = Session(first: run.alert.time, last: run.alert.time, incident: incident)
            session.evidence = Evidence()
            if state.anchors[run.host].sessions.count == AnchorHistory.sessionLimit {
                state.anchors[run.host].sessions.removeFirst()
            }
            state.anchors[run.host].sessions.append(session)
            state.anchors[run.host].begun.add(in: epoch)
            feed(run, session: state.anchors[run.host].sessions.count - 1)
        }
    }

    /// Adds a rare run to its session and draws the consequences.
    private mutating func feed(_ run: NewRun, session index: Int) {
        let wasStrong = isOfStrong(run.host, index)
        let time = run.alert.time
        state.anchors[run.host].sessions[index].first = min(state.anchors[run.host].sessions[index].first, time)
        state.anchors[run.host].sessions[index].last = max(state.anchors[run.host].sessions[index].last, time)
        let share = ownBits(run.pair) * state.anchors[run.host].sessions[index].shareOfSecond(time)
        let bits = isLearning ? share * policy.noveltyShare : share
        state.anchors[run.host].sessions[index].evidence.add(run.alert.detector, bits: bits)
        state.anchors[run.host].sessions[index].novelty += share / Double(run.episodes + 1)
        let incident = resolved(state.anchors[run.host].sessions[index].incident)
        let sum = state.anchors[run.host].sessions[index].evidence.bits
        state.incidents[Int(incident - 1)].update {
            $0.evidence.add(run.alert.detector, bits: bits)
            $0.sessionBits = max($0.sessionBits, sum)
            if run.isGrave { $0.grave += 1 }
            if run.alert.isAskedFor { $0.askedFor += 1 }
        }
        touched.append(incident)
        if run.bits >= policy.rareBits { joinAcrossDevices(run, session: index) }
        continueEarlierSession(run, session: index)
        guard isOfStrong(run.host, index) else { return }
        if !wasStrong { state.noteStrong(run.anchor) }
        claimHeld(run, session: index)
    }

    /// A sensor's session is never strong: what it sees happens elsewhere.
    func isStrong(_ host: Int, _ session: Int) -> Bool {
        state.anchors[host].sessions[session].evidence.bits >= policy.strongBits && !state.anchors[host].isSensor
    }

    /// Strong, or the sequel of a strong one: what is near to it is near to the attack. It is not remembered for longer.
    func isOfStrong(_ host: Int, _ session: Int) -> Bool { isStrong(host, session) || isSequel(host, session) }

    func isSequel(_ host: Int, _ session: Int) -> Bool {
        guard !isStrong(host, session) else { return false }
        let sessions = state.anchors[host].sessions
        let incident = resolved(sessions[session].incident)
        return sessions.indices.contains {
            $0 != session && isStrong(host, $0) && resolved(sessions[$0].incident) == incident
        }
    }

    /// The stronger, the longer it is remembered.
    private func memory(of session: Session) -> Int64 {
        let strength = (session.evidence.bits - policy.strongBits) / (1.5 * policy.strongBits)
        return Int64(max(0, min(1, strength)) * Double(policy.sessionMemory))
    }

    /// Bits that a pause costs: the longer it is, the more surprising must be what follows.
    private func priceOfTime(_ pause: Int64) -> Double {
        binaryLogarithm(1 + Double(pause) / Double(policy.sessionGap))
    }

    private func rareBits(after pause: Int64) -> Double {
        pause <= policy.sessionGap ? 0 : policy.rareBits + priceOfTime(pause)
    }

    /// The session that a rare alert at this time belongs to, by time alone.
    func session(of host: Int, at time: Int64, bits: Double) -> Int? {
        let sessions = state.anchors[host].sessions
        var best: (index: Int, distance: Int64)?
        for index in sessions.indices {
            let gap = isStrong(host, index) ? policy.strongSessionGap : policy.sessionGap
            let distance = max(0, sessions[index].first - time, time - sessions[index].last)
            let allowed = time < sessions[index].first ? policy.sessionGap : gap
            guard distance <= allowed, bits >= rareBits(after: distance),
                best == nil || distance <= best?.distance ?? 0
            else { continue }
            best = (index, distance)
        }
        return best?.index
    }

    /// The latest session of an anchor on which rare things begin so seldom that this one is no coincidence: whoever takes a
    /// step an hour is found by that.
    private func quietSession(of run: NewRun) -> Int? {
        let host = state.anchors[run.host]
        guard run.episodes == 0, run.bits >= policy.rareBits, !isLearning, !host.isSensor, let index = host.sessions.indices.last
        else { return nil }
        let pause = run.alert.time - host.sessions[index].last
        // What comes very late meets a past that was its future.
        guard pause >= 0, pause <= policy.sessionMemory, state.now - run.alert.time <= policy.sessionMemory else { return nil }
        // Half of one is what is to be expected of a place where nothing but this was ever seen.
        let others = Double(max(0, host.begun.count(in: epoch) - 1)) + 0.5
        return chance(expecting: others, age: streamAge, distance: pause) < policy.quietChance ? index : nil
    }

    /// People found it to be an attack.
    private func wasTrue(_ incident: IncidentNumber) -> Bool { state.incidents[Int(incident - 1)].verdict == .confirmed }

    /// The resolved incident of a session that the alert would have joined.
    private func resolvedPredecessor(_ host: Int, at time: Int64) -> IncidentNumber? {
        guard let index = session(of: host, at: time, bits: .infinity) else { return nil }
        let incident = resolved(state.anchors[host].sessions[index].incident)
        return state.incidents[Int(incident - 1)].isResolved ? incident : nil
    }

    /// A session of some weight on an anchor that had a strong one within the memory is its sequel.
    private mutating func continueEarlierSession(_ run: NewRun, session index: Int) {
        let sessions = state.anchors[run.host].sessions
        let session = sessions[index]
        for earlier in sessions.indices.reversed() where earlier != index && isStrong(run.host, earlier) {
            let pause = session.first - sessions[earlier].last
            guard pause >= 0, pause <= memory(of: sessions[earlier]),
                session.novelty >= policy.sequelBits + policy.sequelPrice * priceOfTime(pause)
                    || session.evidence.bits >= policy.strongBits,
                resolved(sessions[earlier].incident) != resolved(session.incident)
            else { continue }
            let reason = run.reason(.sequence, weight: session.evidence.bits, distance: pause)
            merge(session.incident, sessions[earlier].incident, reason: reason)
            return
        }
    }

    /// Routine alerts that came just before the session grew strong belong to it as much as those just after.
    private mutating func claimHeld(_ run: NewRun, session index: Int) {
        let session = state.anchors[run.host].sessions[index]
        guard let incident = usable(session.incident, for: run.alert) else { return }
        for detector in state.anchors[run.host].held {
            guard let pair = state.pairs.index(of: PairHistory.key(detector, run.anchor)),
                state.pairs[pair].run.isHeld, state.pairs[pair].run.isMovable,
                !isApart(pair, incident)
            else { continue }
            let distance = abs(run.alert.time - state.pairs[pair].run.first)
            guard distance <= policy.crossDeviceGap else { continue }
            let episodes = state.pairs[pair].episodes.count(in: epoch)
            let chance = chance(episodes: episodes, age: run.age, distance: distance)
            guard chance < policy.proximityChance else { continue }
            let reason = CorrelationReason(
                signal: .proximity, detector: detector, entity: run.anchor, weight: -binaryLogarithm(max(chance, 1e-6)),
                seenBefore: episodes, distance: distance)
            moveRun(pair, to: incident, reason: reason)
        }
        state.anchors[run.host].held = []
    }
}
