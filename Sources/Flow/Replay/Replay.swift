internal import CaseStore
public import Correlation
internal import Primitives
internal import SecurityModel

/// Alerts placed into incidents in memory alone, with their own time as the clock: what the flow would have made of them
/// had they come as they happened. Nothing is stored.
///
///     record -> ReplaySource (read, side by side) -> Replay (number, correlate, keep books) -> ReplayedIncident
public struct Replay: Sendable {
    private var correlator: Correlator
    private var numbers = ReplayNumbers()
    private var ledger = IncidentLedger()
    /// The names of the alerts, by number from 1. A repeat stands with the alert that it repeats.
    private var labels: [[String]] = []
    private var known: [Identity: Int32] = [:]
    private var batch: [Observation] = []
    private var clock = Int64.min

    private struct Identity: Hashable {
        var source: String
        var text: String
    }

    public init(policy: CorrelationPolicy = CorrelationPolicy()) {
        correlator = Correlator(policy: policy)
    }

    /// Alerts so far, repeats not counted.
    public var alertCount: Int { labels.count }
    public private(set) var repeatCount = 0

    /// Takes the next alert. Alerts of one second make one batch: a queue that people look at is no finer.
    public mutating func take(_ alert: ReplayAlert) {
        let identity = Identity(source: alert.source, text: alert.reading.identity)
        if let first = known[identity] {
            repeatCount += 1
            let index = Int(first) - 1
            if labels[index].last != alert.label { labels[index].append(alert.label) }
            return
        }
        let second = alert.reading.observed.ticks / CorrelationPolicy.second
        if second > clock {
            correlate()
            clock = second
        }
        labels.append([alert.label])
        known[identity] = Int32(labels.count)
        batch.append(numbers.observation(alert.reading, alert: Int64(labels.count)))
    }

    /// What has become of the alerts: what is on the queue first, in its order, then the rest by number.
    public mutating func incidents() -> [ReplayedIncident] {
        correlate()
        return ledger.incidents().map { incident in
            ReplayedIncident(
                number: incident.number, alerts: incident.alerts.flatMap { labels[Int($0) - 1] },
                priority: incident.priority, isOnQueue: incident.isOnQueue, raised: incident.raised)
        }.sorted(by: ReplayedIncident.isBefore)
    }

    private mutating func correlate() {
        guard !batch.isEmpty else { return }
        let now = Timestamp(ticks: clock * CorrelationPolicy.second)
        ledger.apply(correlator.correlate(batch), at: now)
        batch.removeAll(keepingCapacity: true)
    }
}

/// The numbers of a replay: given in the order of arrival, kept nowhere.
struct ReplayNumbers: Sendable {
    private var entities: [EntityKey: Int64] = [:]
    private var detectors: [DetectorName: (detector: Int32, product: Int32)] = [:]
    private var products: [String: Int32] = [:]

    mutating func observation(_ reading: AlertReading, alert: Int64) -> Observation {
        let detector = number(of: reading.detector)
        let links = reading.mentions.map { EntityLink($0, number: number(of: $0.key)) }
        return Observation(
            reading, alert: alert, detector: detector.detector, product: detector.product, entities: links,
            isExcluded: reading.isExcluded)
    }

    private mutating func number(of key: EntityKey) -> Int64 {
        if let known = entities[key] { return known }
        let number = Int64(entities.count + 1)
        entities[key] = number
        return number
    }

    private mutating func number(of name: DetectorName) -> (detector: Int32, product: Int32) {
        if let known = detectors[name] { return known }
        let product = products[name.product] ?? Int32(products.count + 1)
        products[name.product] = product
        let number = (Int32(detectors.count + 1), product)
        detectors[name] = number
        return number
    }
}
