internal import CaseStore
internal import Correlation
internal import SecurityModel

/// The stored history as correlation saw it: alerts in the order of their numbers, people's decisions between them.
enum CorrelationHistory {
    enum Step {
        case alerts([Observation])
        case decision(Int64, HumanDecision)
    }

    /// Alerts that are handed over at once.
    static let batchSize: Int64 = 5000

    /// Hands over everything after an alert and a decision, through the last alert.
    static func replay(
        after alert: Int64, decision: Int64, through last: Int64, _ reader: CaseReader, registry: inout Registry,
        _ body: (Step) throws -> Void
    ) throws {
        var keys: [Int64: EntityKey] = [:]
        var products: [Int64: Int32] = [:]
        let own = try OwnSources.numbers(reader)
        func observation(_ stored: ObservedAlert) throws -> Observation {
            if keys.count > Registry.maximumEntities { keys.removeAll(keepingCapacity: true) }
            if products[stored.detector] == nil {
                let name = try reader.detector(stored.detector)?.product ?? ""
                products[stored.detector] = registry.product(name)
            }
            let (product, isOwn) = (products[stored.detector] ?? 0, own.contains(stored.source))
            return try Observation(stored, product: product, isOwn: isOwn) { entity in
                if let known = keys[entity] { return known }
                keys[entity] = try reader.entity(entity)
                return keys[entity]
            }
        }
        var position = alert
        func alerts(through end: Int64) throws {
            while position < end {
                let next = min(position + batchSize, end)
                var batch: [Observation] = []
                try reader.observed(after: position, through: next) { batch.append(try observation($0)) }
                if !batch.isEmpty { try body(.alerts(batch)) }
                position = next
            }
        }
        for stored in try reader.decisions(after: decision) {
            try alerts(through: min(stored.afterAlert, last))
            guard let record = DecisionRecord(text: stored.decision) else { continue }
            let human = try HumanDecision(record) { try reader.observed($0).map(observation) }
            try body(.decision(stored.number, human))
        }
        try alerts(through: last)
    }
}
