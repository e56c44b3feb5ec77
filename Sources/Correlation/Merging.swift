/// Merges, and when they are refused. Nothing is copied: the source redirects to the target, and taking the merge back
/// takes the redirect away.
extension Correlator {
    /// Merges for a reason of the correlator's own; stays silent when it is refused.
    mutating func merge(_ first: IncidentNumber, _ second: IncidentNumber, reason: CorrelationReason) {
        let a = resolved(first), b = resolved(second)
        guard refusal(a, b) == nil, !areApart(a, b), !areApart(b, a) else { return }
        performMerge(a, b, reason: reason)
    }

    /// Why two incidents may not become one; nil when they may.
    func refusal(_ first: IncidentNumber, _ second: IncidentNumber) -> CorrelationRefusal? {
        guard first != second else { return .sameIncident }
        let a = state.incidents[Int(first - 1)], b = state.incidents[Int(second - 1)]
        if a.isResolved { return .resolved(first) }
        if b.isResolved { return .resolved(second) }
        if differ(a.owner, b.owner) { return .ownersDiffer }
        if differ(a.classification, b.classification) { return .classificationsDiffer }
        if differ(a.determination, b.determination) { return .determinationsDiffer }
        if a.facts.alerts + b.facts.alerts > policy.alertLimit { return .alertLimit(policy.alertLimit) }
        let entities = a.facts.entities.union(b.facts.entities).count
        if entities > policy.entityLimit { return .entityLimit(policy.entityLimit) }
        if policy.keepsDeviceGroupsApart, a.deviceGroup != b.deviceGroup { return .deviceGroupsDiffer }
        return nil
    }

    /// The target is what people know already: what they worked on, then what is on the queue, then the older.
    mutating func performMerge(_ first: IncidentNumber, _ second: IncidentNumber, reason: CorrelationReason) {
        let a = state.incidents[Int(first - 1)], b = state.incidents[Int(second - 1)]
        let claims = (claim(of: a), claim(of: b))
        let isFirstKept = claims.0 != claims.1 ? claims.0 > claims.1 : first < second
        isFirstKept ? perform(second, into: first, reason: reason) : perform(first, into: second, reason: reason)
    }

    mutating func perform(_ source: IncidentNumber, into target: IncidentNumber, reason: CorrelationReason) {
        state.incidents[Int(target - 1)].absorb(state.incidents[Int(source - 1)])
        state.incidents[Int(source - 1)].redirect = target
        decisions.append(.merged(source: source, target: target, reasons: [reason]))
        touched.append(target)
    }

    private func differ<T: FixedWidthInteger>(_ a: T, _ b: T) -> Bool { a != 0 && b != 0 && a != b }

    private func areApart(_ a: IncidentNumber, _ b: IncidentNumber) -> Bool {
        state.incidents[Int(a - 1)].cannotLink.contains { resolved($0) == b }
    }

    private func claim(of incident: IncidentState) -> Int {
        (incident.owner != 0 ? 8 : 0) + (incident.classification != 0 ? 4 : 0) + (belongsOnQueue(incident) ? 2 : 0)
            + (incident.isHolding ? 0 : 1)
    }
}
