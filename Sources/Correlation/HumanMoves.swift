/// Alerts that people move. Those that come back to where their signals had put them leave nothing behind where they were.
extension Correlator {
    /// - Parameter isUndo: whether the move that brought them to the source is taken back, with what was to be remembered of it.
    mutating func moveByHand(
        _ alerts: [Observation], from source: IncidentNumber, to target: IncidentNumber?, isUndo: Bool = false
    ) throws(CorrelationRefusal) {
        let from = resolved(IncidentNumber(try index(of: source) + 1))
        guard let first = alerts.first else { return }
        let to: IncidentNumber
        if let target {
            to = resolved(IncidentNumber(try index(of: target) + 1))
            if let refusal = moveRefusal(alerts, to) { throw refusal }
        } else {
            to = open(first, related: nil, isHolding: false)
        }
        guard from != to else { throw .sameIncident }
        let reason = CorrelationReason(signal: .mustLink, detector: first.detector, entity: first.anchor)
        move(alerts.map(\.alert), from: from, to: to, reason: reason)
        settle(alerts, from: from, to: to, isUndo: isUndo)
    }

    private func moveRefusal(_ alerts: [Observation], _ target: IncidentNumber) -> CorrelationRefusal? {
        let incident = state.incidents[Int(target - 1)]
        if incident.isResolved { return .resolved(target) }
        if incident.facts.alerts + alerts.count > policy.alertLimit { return .alertLimit(policy.alertLimit) }
        let groups = Set(alerts.map(\.deviceGroup)).union([incident.deviceGroup])
        return policy.keepsDeviceGroupsApart && groups.count > 1 ? .deviceGroupsDiffer : nil
    }

    private mutating func settle(
        _ alerts: [Observation], from source: IncidentNumber, to target: IncidentNumber, isUndo: Bool
    ) {
        let arrivals = arrivals(alerts, from: source)
        let visits = endVisits(of: alerts, in: source)
        // The detectors and anchors of which people put an alert elsewhere.
        var away = Set(state.incidents.flatMap(\.visits).map(\.pair))
        for var arrival in arrivals {
            guard let pair = state.pairs.index(of: arrival.pair) else { continue }
            let visit = visits[arrival.alert]
            let isHome = visit.map { resolved($0.home) == target } ?? false
            if let visit { (arrival.home, arrival.facts) = (visit.home, visit.facts) }
            if !isHome {
                state.incidents[Int(target - 1)].receive(arrival)
                away.insert(arrival.pair)
            }
            if isUndo, isHome, let visit {
                if !away.contains(visit.pair) { state.pairs[pair].restore(visit.links, runsSince: state.now - policy.memory) }
            } else {
                remember(pair, from: source, to: target)
            }
        }
    }

    /// What the alerts would add elsewhere, and what is known of their detectors and anchors before any of them is remembered:
    /// several may be of one, and where one is away already its departure tells how it was.
    private mutating func arrivals(_ alerts: [Observation], from source: IncidentNumber) -> [Visit] {
        var away: [UInt64: PairLinks] = [:]
        for incident in state.incidents { for visit in incident.visits { away[visit.pair] = away[visit.pair] ?? visit.links } }
        return alerts.map { alert in
            let pair = pair(of: alert)
            let history = state.pairs[pair]
            return Visit(
                alert: alert.alert, home: source, facts: facts(of: alert, pair, isRepeat: history.run.repeated != nil),
                pair: history.key, links: away[history.key] ?? history.links)
        }
    }

    private mutating func pair(of alert: Observation) -> Int {
        let anchor = alert.anchor
        return state.pairs.index(of: PairHistory.key(alert.detector, anchor)) {
            PairHistory(detector: alert.detector, anchor: anchor)
        }
    }

    /// Takes alerts out of an incident and of what was merged into it, where people had put them there; answers what is known of
    /// them.
    private mutating func endVisits(of alerts: [Observation], in incident: IncidentNumber) -> [Int64: Visit] {
        let leaving = Set(alerts.map(\.alert))
        var ended: [Int64: Visit] = [:]
        for index in state.incidents.indices where !state.incidents[index].visits.isEmpty {
            guard resolved(IncidentNumber(index + 1)) == incident else { continue }
            let gone = state.incidents[index].release(leaving)
            for visit in gone { ended[visit.alert] = visit }
            if !gone.isEmpty { recount(IncidentNumber(index + 1)) }
        }
        return ended
    }

    /// Adds up anew what an incident knows, and everything that it was merged into.
    mutating func recount(_ incident: IncidentNumber) {
        var at = incident
        while at != 0 {
            let others = state.incidents.filter { $0.redirect == at }
            state.incidents[Int(at - 1)].recount(with: others)
            at = state.incidents[Int(at - 1)].redirect
        }
    }

    /// Alerts of this detector and anchor go to the target from now on, and never to the source.
    private mutating func remember(_ pair: Int, from source: IncidentNumber, to target: IncidentNumber) {
        state.pairs[pair].mustLink = target
        state.pairs[pair].cannotLink = state.pairs[pair].cannotLink.filter { resolved($0) != target }
        if !isApart(pair, source) { state.pairs[pair].cannotLink.append(source) }
        state.pairs[pair].run = Run()
    }
}
