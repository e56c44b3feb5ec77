/// A monitoring device speaks about the machines it watches: its one-off alert belongs to the attack that runs on its
/// site. It is recognised by what it says: few detectors of one product, never an attack of its own, and nothing of who
/// did it. A login names who came, and tells of him.
extension Correlator {
    func watchedIncident(_ run: NewRun) -> (IncidentNumber, CorrelationReason)? {
        let host = state.anchors[run.host]
        guard !run.alert.namesWhoDidIt, !host.hasManyProducts, host.detectors.count <= policy.watcherDetectors,
            run.alert.time - host.first >= policy.learningTime,
            Int(state.pairs[run.pair].bursts) <= 4 * (run.episodes + 1)  // one-off alerts, not a steady trickle
        else { return nil }
        var best: (incident: IncidentNumber, anchor: Int32, distance: Int64)?
        for anchor in state.strong where anchor != run.anchor {
            guard state.sites.relation(anchor, run.anchor) == .same,
                let (incident, distance) = attack(on: anchor, near: run), distance <= policy.watcherGap,
                best == nil || distance < best?.distance ?? 0, !isApart(run.pair, incident)
            else { continue }
            best = (incident, anchor, distance)
        }
        guard let best else { return nil }
        let chance = chance(episodes: run.episodes, age: run.age, distance: best.distance)
        guard chance < policy.watcherChance else { return nil }
        let weight = -binaryLogarithm(max(chance, 1e-6))
        return (
            best.incident, run.reason(.watcher, other: best.anchor, weight: weight, distance: best.distance)
        )
    }

    /// The strong session of a device that is nearest to the alert.
    private func attack(on anchor: Int32, near run: NewRun) -> (IncidentNumber, Int64)? {
        guard let host = state.anchors.index(of: anchor) else { return nil }
        var best: (IncidentNumber, Int64)?
        for (index, session) in state.anchors[host].sessions.enumerated() where isStrong(host, index) {
            let distance = max(0, session.first - run.alert.time, run.alert.time - session.last)
            if best == nil || distance < best?.1 ?? 0, let incident = usable(session.incident, for: run.alert) {
                best = (incident, distance)
            }
        }
        return best
    }
}

extension Observation {
    /// It names more than devices and their surroundings: an account, an address, a file.
    fileprivate var namesWhoDidIt: Bool {
        entities.contains { $0.kind != .device && $0.kind != .network && !$0.roles.contains(.contextual) }
    }
}

extension CorrelatorState {
    mutating func noteStrong(_ anchor: Int32) {
        strong.removeAll { $0 == anchor }
        if strong.count == CorrelatorState.strongLimit { strong.removeFirst() }
        strong.append(anchor)
    }
}
