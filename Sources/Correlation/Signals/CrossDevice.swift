/// The same rare detector on several devices: one attack that touches them all, or two attacks with the same tool.
///
/// Between devices of one site minutes suffice, and seconds while everything is new. Devices that no sensor and no network
/// connects must fire two different rare detectors in step, with no device of a second site among them; and devices of
/// different sites never join this way.
extension Correlator {
    mutating func joinAcrossDevices(_ run: NewRun, session index: Int) {
        guard let detector = state.detectors.value(of: run.alert.detector) else { return }
        let others = detector.anchors(near: run.alert.time, within: policy.crossDeviceGap, except: run.anchor)
        let isOfSeveralSites = state.sites.areSeveral(others + [run.anchor])
        for other in others {
            guard let pair = state.pairs.index(of: PairHistory.key(run.alert.detector, other)) else { continue }
            let twin = state.pairs[pair]
            guard twin.run.count > 0 else { continue }
            let distance = abs(twin.run.last - run.alert.time)
            let relation = state.sites.relation(run.anchor, other, isYoung: isYoung)
            guard
                relation == .same
                    || (relation == .unknown && !isOfSeveralSites && inStep(run, with: other, distance, index))
            else { continue }
            let reason = run.reason(.sameDetectorAcrossDevices, other: other, distance: distance)
            let isNew = run.episodes == 0 && twin.episodes.count(in: epoch) <= 1 && !isLearning
            if !twin.run.isHeld, twin.bits >= policy.rareBits, isNew || distance <= policy.twinGap {
                merge(twin.run.incident, state.anchors[run.host].sessions[index].incident, reason: reason)
            } else if twin.run.isHeld, relation == .same, twin.run.isMovable,
                abs(twin.run.first - run.alert.time) <= policy.twinGap,
                let incident = usable(state.anchors[run.host].sessions[index].incident, for: run.alert),
                !isApart(pair, incident)
            {
                moveRun(pair, to: incident, reason: run.reason(.twin, other: other, distance: distance))
            }
        }
    }

    /// Sites are still being learned.
    var isYoung: Bool { state.now - state.start < policy.siteTime }

    /// Counts detectors that fired in the same second on a device of unknown relation: two are evidence.
    private mutating func inStep(_ run: NewRun, with other: Int32, _ distance: Int64, _ index: Int) -> Bool {
        guard distance <= policy.twinGap else { return false }
        let before = state.anchors[run.host].sessions[index].inStep.contains(other)
        if !before { state.anchors[run.host].sessions[index].inStep.append(other) }
        return before
    }
}
