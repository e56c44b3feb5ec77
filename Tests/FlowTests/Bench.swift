import Correlation
@testable import Flow
import Primitives
import SecurityModel

/// A replay that keeps its observations and reasons, for tests to look at.
struct Bench {
    var correlator: Correlator
    private(set) var ledger = IncidentLedger()
    private(set) var observations: [Observation] = []
    private(set) var reasons: [Int64: [CorrelationReason]] = [:]
    private(set) var merges: [(source: IncidentNumber, target: IncidentNumber, reasons: [CorrelationReason])] = []
    /// By alert number, from 1.
    private(set) var alerts: [ReplayAlert] = []
    private(set) var keys: [Int32: String] = [:]
    private var numbers = ReplayNumbers()
    private var known: Set<String> = []

    init(policy: CorrelationPolicy = CorrelationPolicy()) { correlator = Correlator(policy: policy) }

    /// Feeds alerts one by one; repeats are left out.
    mutating func feed(_ stream: [ReplayAlert]) {
        for alert in stream where known.insert("\(alert.source) \(alert.reading.identity)").inserted {
            alerts.append(alert)
            let observation = numbers.observation(alert.reading, alert: Int64(alerts.count))
            for (mention, entity) in zip(alert.reading.mentions, observation.entities) {
                keys[entity.id] = mention.key.description
            }
            observations.append(observation)
            apply(correlator.correlate([observation]), at: alert.time)
        }
    }

    private mutating func apply(_ decisions: [CorrelationDecision], at time: Timestamp) {
        ledger.apply(decisions, at: time)
        for decision in decisions {
            switch decision {
            case .joined(let alert, _, let why): reasons[alert] = why
            case .moved(let moved, _, _, let why): for alert in moved { reasons[alert] = why }
            case .merged(let source, let target, let why): merges.append((source, target, why))
            default: break
            }
        }
    }

    /// What is on the queue, the first in rank first.
    func queue() -> [IncidentLedger.Entry] {
        ledger.incidents().filter(\.isOnQueue).sorted {
            ($1.priority.score, $0.number) < ($0.priority.score, $1.number)
        }
    }

    func label(_ alert: Int64) -> String { alerts[Int(alert) - 1].label }
}
