internal import Correlation

/// Tells a person's decision to a correlator that numbers its incidents differently: each incident is the one that holds
/// most of the alerts which the person saw in theirs.
struct DecisionTranslation {
    private let from: IncidentLedger
    private let to: IncidentLedger

    init(from: IncidentLedger, to: IncidentLedger) {
        self.from = from
        self.to = to
    }

    /// `nil` where there is no such incident, or where both of a merge are one already.
    func translate(_ decision: HumanDecision) -> HumanDecision? {
        switch decision {
        case .merge(let one, let other):
            guard let first = counterpart(of: one), let second = counterpart(of: other), first != second else { return nil }
            return .merge(first, second)
        case .undoMerge(let source):
            // It stands for itself again: what it held before it was merged.
            return to.home(of: from.ownAlerts(of: source)).map { .undoMerge(source: $0) }
        case .moveAlerts(let alerts, let source, let target):
            guard let place = place(of: alerts, in: source) else { return nil }
            guard let target else { return .moveAlerts(alerts, source: place, target: nil) }
            guard let home = counterpart(of: target), home != place else { return nil }
            return .moveAlerts(alerts, source: place, target: home)
        case .undoMove(let alerts, let source, let target):
            guard let place = place(of: alerts, in: source), let home = counterpart(of: target), home != place else { return nil }
            return .undoMove(alerts, source: place, target: home)
        // Of entities, whatever incidents they are in; and what was opened by hand holds no alerts yet.
        case .rate, .open: return decision
        case .adopt(let incident): return counterpart(of: incident).map { .adopt($0) }
        case .resolve(let incident): return counterpart(of: incident).map { .resolve($0) }
        case .reopen(let incident): return counterpart(of: incident).map { .reopen($0) }
        case .assign(let incident, let owner): return counterpart(of: incident).map { .assign($0, owner: owner) }
        case .classify(let incident, let classification, let determination, let verdict):
            return counterpart(of: incident).map {
                .classify($0, classification: classification, determination: determination, verdict: verdict)
            }
        }
    }

    /// Where alerts are that a person moves out of an incident.
    private func place(of alerts: [Observation], in source: IncidentNumber) -> IncidentNumber? {
        guard let first = alerts.first else { return nil }
        return to.home(of: [first.alert]).map { to.root($0) } ?? counterpart(of: source)
    }

    private func counterpart(of incident: IncidentNumber) -> IncidentNumber? {
        to.home(of: from.alerts(of: incident)).map { to.root($0) }
    }
}

extension IncidentLedger {
    /// The incident that most of the alerts were put into, without the merges that came later; the first of equals.
    fileprivate func home(of alerts: [Int64]) -> IncidentNumber? {
        var counts: [IncidentNumber: Int] = [:]
        for alert in alerts { home(of: alert).map { counts[$0, default: 0] += 1 } }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
