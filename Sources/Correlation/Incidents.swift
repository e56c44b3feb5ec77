/// The basic steps: open an incident, put an alert into it, move alerts. Everything else is made of these.
extension Correlator {
    mutating func open(_ alert: Observation, related: IncidentNumber?, isHolding: Bool) -> IncidentNumber {
        open(deviceGroup: alert.deviceGroup, related: related, isHolding: isHolding)
    }

    mutating func open(deviceGroup: Int32, related: IncidentNumber?, isHolding: Bool) -> IncidentNumber {
        let id = IncidentNumber(state.incidents.count + 1)
        var incident = IncidentState()
        incident.id = id
        incident.isHolding = isHolding
        incident.deviceGroup = deviceGroup
        state.incidents.append(incident)
        decisions.append(.opened(incident: id, related: related))
        touched.append(id)
        return id
    }

    /// - Parameter bits: how rare the alert is.
    mutating func join(
        _ alert: Observation, _ incident: IncidentNumber, _ reason: CorrelationReason, bits: Double
    ) {
        let (isFlood, isRepeat) = (reason.signal == .flood, repeated != nil)
        state.incidents[Int(incident - 1)].update {
            $0.alerts += 1
            isFlood ? $0.noteEntities(alert) : $0.note(alert, bits: bits, isRepeat: isRepeat)
        }
        if !isFlood { touched.append(incident) }
        placed = incident
        decisions.append(.joined(alert: alert.alert, incident: incident, reasons: [reason]))
    }

    mutating func move(
        _ alerts: [Int64], from source: IncidentNumber, to target: IncidentNumber, reason: CorrelationReason
    ) {
        guard !alerts.isEmpty, source != target else { return }
        state.incidents[Int(source - 1)].update { $0.alerts = max(0, $0.alerts - alerts.count) }
        state.incidents[Int(target - 1)].update { $0.alerts += alerts.count }
        touched.append(source)
        touched.append(target)
        decisions.append(.moved(alerts: alerts, source: source, target: target, reasons: [reason]))
    }

    /// Counts an alert where it was moved to.
    mutating func count(_ alert: Observation, _ pair: Int, in target: IncidentNumber, isRepeat: Bool) {
        let facts = facts(of: alert, pair, isRepeat: isRepeat)
        state.incidents[Int(target - 1)].update { $0.absorb(facts) }
    }

    /// What an alert adds where it was moved to: what it says, and how rare it is beyond what its original says there.
    func facts(of alert: Observation, _ pair: Int, isRepeat: Bool) -> IncidentFacts {
        var facts = IncidentFacts()
        facts.note(alert, bits: state.pairs[pair].bits, isRepeat: isRepeat)
        facts.evidence.add(alert.detector, bits: ownBits(pair))
        return facts
    }

    /// Where the incident is now, after merges.
    func resolved(_ incident: IncidentNumber) -> IncidentNumber {
        var at = incident
        while at > 0, state.incidents[Int(at - 1)].redirect != 0 { at = state.incidents[Int(at - 1)].redirect }
        return at
    }

    /// The incident, after merges, if it may take the alert: people resolve incidents for good, and limits hold.
    func usable(_ id: IncidentNumber, for alert: Observation) -> IncidentNumber? {
        guard id > 0 else { return nil }
        let at = resolved(id)
        let index = Int(at - 1)
        guard !state.incidents[index].isResolved, state.incidents[index].facts.alerts < policy.alertLimit,
            state.incidents[index].facts.entities.count < policy.entityLimit,
            !policy.keepsDeviceGroupsApart || state.incidents[index].deviceGroup == alert.deviceGroup
        else { return nil }
        return at
    }

    /// A person took alerts of this detector and anchor out of the incident.
    func isApart(_ pair: Int, _ incident: IncidentNumber) -> Bool {
        let forbidden = state.pairs[pair].cannotLink
        return !forbidden.isEmpty && forbidden.contains { resolved($0) == incident }
    }
}
