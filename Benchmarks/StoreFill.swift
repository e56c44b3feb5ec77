internal import CaseStore
internal import Primitives
internal import SecurityModel
internal import SeededRandom

/// Fills a store batch by batch, each batch one commit, the way the flow writes it.
struct StoreFill {
    let store: CaseStore
    var shape: StoreShape
    private var entities: Set<Int64> = []
    private var detectors: Set<Int64> = []

    static let batch = 2000

    init(_ store: CaseStore, _ shape: StoreShape) {
        self.store = store
        self.shape = shape
    }

    /// What one commit writes.
    private struct Batch: Sendable {
        var incidents: [(id: IncidentID, name: String, time: Timestamp, alerts: [NewAlert])] = []
        var entities: [(EntityLink, Timestamp)] = []
        var detectors: [Detector] = []
        var triage: [Triage] = []
    }

    /// What people and correlation do to an incident later.
    private struct Triage: Sendable {
        var incident: IncidentID
        var priority: Double
        var isOnQueue: Bool
        var update: IncidentUpdate
        var mergeTarget: IncidentID?
    }

    static func addSources(to store: CaseStore) async throws {
        try await store.write(by: .ingestion, at: StoreShape.start) { transaction in
            for name in StoreShape.sources {
                _ = try transaction.save(IngestSource(name: name, format: "auto", created: StoreShape.start))
            }
        }
    }

    /// Writes one commit and answers how long the store took, without the making of the alerts.
    mutating func write(averaging alerts: Int, until limit: Int64) async throws -> Swift.Duration {
        let batch = make(averaging: alerts, until: limit)
        let time = batch.incidents.last?.time ?? StoreShape.start
        let start = ContinuousClock.now
        try await store.write(by: .correlation, at: time) { try StoreFill.write(batch, $0) }
        return ContinuousClock.now - start
    }

    private mutating func make(averaging alerts: Int, until limit: Int64) -> Batch {
        var batch = Batch()
        let end = min(shape.lastAlert + Int64(StoreFill.batch), limit)
        while shape.lastAlert < end {
            let incident = shape.incident(averaging: alerts)
            for alert in incident.alerts { learn(alert, &batch) }
            batch.triage.append(triage(incident.id))
            batch.incidents.append(incident)
        }
        return batch
    }

    private mutating func learn(_ alert: NewAlert, _ batch: inout Batch) {
        for link in alert.entities where entities.insert(link.entity).inserted {
            batch.entities.append((link, alert.report.firstActivity))
        }
        guard detectors.insert(alert.detectorID).inserted else { return }
        batch.detectors.append(
            Detector(
                id: alert.detectorID, product: alert.report.productName, rule: alert.report.detectorId, title: alert.report.title,
                isExcluded: false))
    }

    private mutating func triage(_ id: IncidentID) -> Triage {
        var update = IncidentUpdate()
        if shape.random.chance(0.3) { update.assignedTo = "analyst\(shape.random.below(20))" }
        if shape.random.chance(0.15) { update.customTags = ["tag\(shape.random.skewed(below: 40))"] }
        if shape.random.chance(0.55) {
            update.status = .resolved
            update.classification = [.truePositive, .falsePositive, .informationalExpectedActivity][shape.random.below(3)]
            update.determination = update.classification?.determinations[shape.random.below(3)]
        } else if shape.random.chance(0.2) {
            update.status = .inProgress
        }
        let isMerged = update.status == nil && update.assignedTo == nil && shape.random.chance(0.12) && id.number > 1
        return Triage(
            incident: id, priority: Double(shape.random.below(10_000)) / 100, isOnQueue: shape.random.chance(0.4), update: update,
            mergeTarget: isMerged ? IncidentID(id.number - 1) : nil)
    }

    private static func write(_ batch: Batch, _ transaction: CaseTransaction) throws {
        for (link, time) in batch.entities { try transaction.insert(link.key, id: link.entity, seen: time) }
        for detector in batch.detectors { try transaction.insert(detector) }
        var seen: [Int64: (count: Int64, first: Timestamp, last: Timestamp)] = [:]
        for incident in batch.incidents {
            try transaction.create(incident.id, name: incident.name, activity: incident.time)
            var delta = IncidentDelta()
            var added: [LoggedAlert] = []
            for alert in incident.alerts {
                _ = try transaction.reader.alert(source: alert.sourceID, identity: alert.identity)
                added.append((alert.id, try transaction.insert(alert, into: incident.id, reasons: [])))
                delta.add(alert)
                for link in alert.entities {
                    let entry = seen[link.entity] ?? (0, alert.report.firstActivity, alert.report.lastActivity)
                    seen[link.entity] = (entry.count + 1, entry.first, max(entry.last, alert.report.lastActivity))
                }
            }
            try transaction.apply(delta, to: incident.id)
            try transaction.logAdded(added, to: incident.id)
        }
        for (entity, entry) in seen.sorted(by: { $0.key < $1.key }) {
            try transaction.count(entry.count, of: entity, first: entry.first, last: entry.last)
        }
        for triage in batch.triage { try apply(triage, transaction) }
    }

    private static func apply(_ triage: Triage, _ transaction: CaseTransaction) throws {
        let factors = ["severity", "rarity", "assets", "spread"].map { name in
            PriorityFactor(
                name: name, points: triage.priority / 4, text: "The \(name) of its alerts adds \(triage.priority / 4) points.")
        }
        try transaction.rank(triage.incident, priority: triage.priority, factors: factors, isOnQueue: triage.isOnQueue)
        try transaction.update(triage.incident, triage.update)
        guard let target = triage.mergeTarget, try transaction.reader.incident(target)?.status.isOpen == true else { return }
        try transaction.merge(triage.incident, into: target, reasons: [])
    }
}
