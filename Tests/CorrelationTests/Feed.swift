@testable import Correlation

/// Feeds a correlator and keeps the books as the case store would, checking that the decisions fit together.
struct Feed {
    var correlator: Correlator
    private(set) var decisions: [CorrelationDecision] = []
    private(set) var reasons: [Int64: [CorrelationReason]] = [:]
    private(set) var contradictions: [String] = []
    private var homes: [Int64: IncidentNumber] = [:]
    private var redirects: [IncidentNumber: IncidentNumber] = [:]
    private var standings: [IncidentNumber: QueueStanding] = [:]
    private var priorities: [IncidentNumber: Double] = [:]
    private var nextAlert: Int64 = 0

    init(policy: CorrelationPolicy = CorrelationPolicy()) { correlator = Correlator(policy: policy) }

    /// Time is in minutes since the stream began.
    mutating func alert(
        _ minute: Double, _ detector: Int32, on device: Int32, product: Int32 = 1, shares: [EntityRef] = [],
        excluded: Bool = false, group: Int32 = 0, tactics: UInt32 = 0
    ) -> Observation {
        nextAlert += 1
        let device = device == 0 ? [] : [EntityRef(id: device, kind: .device)]
        return Observation(
            alert: nextAlert, time: Feed.start + Int64(minute * 60) * CorrelationPolicy.second, detector: detector,
            product: product, entities: device + shares, tactics: tactics, isExcludedFromCorrelation: excluded,
            deviceGroup: group)
    }

    /// Creates an alert and feeds it at once.
    @discardableResult
    mutating func send(
        _ minute: Double, _ detector: Int32, on device: Int32, product: Int32 = 1, shares: [EntityRef] = [],
        excluded: Bool = false, group: Int32 = 0, tactics: UInt32 = 0
    ) -> Observation {
        let alert = alert(
            minute, detector, on: device, product: product, shares: shares, excluded: excluded, group: group,
            tactics: tactics)
        feed([alert])
        return alert
    }

    mutating func feed(_ alerts: [Observation]) { apply(correlator.correlate(alerts)) }

    mutating func decide(_ decision: HumanDecision) throws { apply(try correlator.apply(decision)) }

    /// Four quiet days: one routine alert every half hour on each device, from detector 100 and product 1.
    mutating func age(devices: [Int32], days: Double = 4, product: Int32 = 1) {
        for step in 0..<Int(days * 48) {
            for device in devices { send(Double(step) * 30, 100, on: device, product: product) }
        }
    }

    /// Rare detectors 201, 202 ... on a device, ten seconds apart: an attack.
    @discardableResult
    mutating func attack(_ minute: Double, on device: Int32, count: Int32 = 6, first: Int32 = 201) -> [Observation] {
        (0..<count).map { send(minute + Double($0) / 6, first + $0, on: device) }
    }

    func incident(_ alert: Observation) -> IncidentNumber { current(homes[alert.alert] ?? 0) }

    func isOnQueue(_ alert: Observation) -> Bool { standing(alert)?.isOnQueue ?? false }

    func standing(_ alert: Observation) -> QueueStanding? { standings[incident(alert)] }

    func priority(_ alert: Observation) -> Double { priorities[incident(alert)] ?? 0 }

    func signal(_ alert: Observation) -> CorrelationSignal? { reasons[alert.alert]?.first?.signal }

    static let start: Int64 = 637_000_000_000_000_000

    private func current(_ id: IncidentNumber) -> IncidentNumber {
        var at = id
        while let next = redirects[at] { at = next }
        return at
    }

    private mutating func apply(_ new: [CorrelationDecision]) {
        decisions += new
        for decision in new {
            switch decision {
            case .opened: break
            case .joined(let alert, let incident, let why):
                if homes[alert] != nil { contradictions.append("\(alert) joined twice") }
                homes[alert] = incident
                reasons[alert] = why
            case .moved(let alerts, let source, let target, let why):
                for alert in alerts {
                    if current(homes[alert] ?? 0) != source { contradictions.append("\(alert) is not in \(source)") }
                    homes[alert] = target
                    reasons[alert] = why
                }
            case .merged(let source, let target, _): redirects[source] = target
            case .separated(let source, _): redirects[source] = nil
            case .ranked(let incident, let priority, let standing):
                priorities[incident] = priority.score
                standings[incident] = standing
            }
        }
    }
}
