public import CaseStore
public import Correlation
internal import Primitives
internal import SecurityModel

/// The stored history, correlated twice in memory: with the settings in use, and with others. Nothing is stored.
///
///     alerts and people's decisions, in their order -> two correlators, each with its books -> ReplayDifference
///
/// People's decisions name incidents by the numbers that they saw. Other settings give other numbers: there a decision is
/// about the incident that holds most of the alerts which the person saw (`DecisionTranslation`).
public struct HistoryReplay: Sendable {
    private let present: CorrelationPolicy
    private let other: CorrelationPolicy

    public init(present: CorrelationPolicy = CorrelationPolicy(), other: CorrelationPolicy) {
        self.present = present
        self.other = other
    }

    /// Reads the history in one snapshot, so that a server may go on beside it.
    /// - Throws: the errors of the store.
    public func run(_ store: CaseStore) async throws -> ReplayDifference {
        let (present, other) = (present, other)
        return try await store.read { reader in
            var sides = (present: Side(present), other: Side(other))
            var alerts = 0, decisionsLeftOut = 0
            var registry = try Registry(reader)
            let last = try reader.lastAlert()
            try CorrelationHistory.replay(after: 0, decision: 0, through: last, reader, registry: &registry) { step in
                switch step {
                case .alerts(let observations):
                    alerts += observations.count
                    sides.present.take(observations)
                    sides.other.take(observations)
                case .decision(_, let decision):
                    let translated = DecisionTranslation(from: sides.present.ledger, to: sides.other.ledger)
                        .translate(decision)
                    sides.present.apply(decision)
                    if let translated, sides.other.apply(translated) { return }
                    decisionsLeftOut += 1
                }
            }
            var difference = ReplayDifference(
                from: sides.present.ledger.incidents(), to: sides.other.ledger.incidents(), alertCount: alerts)
            difference.decisionsLeftOut = decisionsLeftOut
            try difference.name { alert, isNow in
                let alert = try reader.alert(AlertID(alert))
                return isNow ? try alert.flatMap { try reader.incident($0.incident)?.displayName } : alert?.report.title
            }
            return difference
        }
    }

    /// One of the two correlators.
    private struct Side {
        var correlator: Correlator
        var ledger = IncidentLedger()

        init(_ policy: CorrelationPolicy) { correlator = Correlator(policy: policy) }

        mutating func take(_ observations: [Observation]) {
            ledger.apply(correlator.correlate(observations), at: Timestamp(ticks: observations.last?.time ?? 0))
        }

        /// False where the correlator refuses.
        @discardableResult
        mutating func apply(_ decision: HumanDecision) -> Bool {
            guard let decisions = try? correlator.apply(decision) else { return false }
            ledger.apply(decisions, at: .distantPast)
            return true
        }
    }
}
