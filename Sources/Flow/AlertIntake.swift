internal import CaseStore
internal import Correlation
internal import Primitives
internal import SecurityModel

/// Turns what was read into new alerts: folds repeats, gives entities and detectors their numbers, keeps what could not be
/// read beside its error.
struct AlertIntake {
    var registry: Registry
    var lastAlert: Int64

    init(_ reader: CaseReader) throws {
        registry = try Registry(reader)
        lastAlert = try reader.lastAlert()
    }

    /// What a batch came to.
    struct Outcome {
        var alerts: [NewAlert] = []
        /// The alerts as correlation sees them, in the same order.
        var observations: [Observation] = []
        var repeats = 0
        var rejected = 0
    }

    mutating func take(_ records: [ReadRecord], in transaction: CaseTransaction) throws -> Outcome {
        var outcome = Outcome()
        var seen: [Identity: AlertID] = [:]
        for record in records {
            switch record.outcome {
            case .reports(let alerts):
                for alert in alerts { try take(alert, of: record, seen: &seen, into: &outcome, in: transaction) }
            case .rejected(let error, let sample, let size):
                outcome.rejected += 1
                try transaction.insert(
                    RejectedRecord(
                        rawSequence: record.sequence, source: record.source.name, received: record.received, error: error,
                        sample: sample, size: Int64(size)))
            }
        }
        try count(records, in: transaction)
        return outcome
    }

    private struct Identity: Hashable {
        var source: Int64
        var text: String
    }

    private mutating func take(
        _ read: ReadAlert, of record: ReadRecord, seen: inout [Identity: AlertID], into outcome: inout Outcome,
        in transaction: CaseTransaction
    ) throws {
        let (report, reading) = (read.report, read.reading)
        let identity = Identity(source: record.source.id, text: reading.identity)
        if let first = seen[identity] {
            // The first report stands in this batch and is not stored yet.
            outcome.repeats += 1
            repeated.append((report, first))
            return
        }
        if let known = try transaction.reader.alert(source: identity.source, identity: identity.text) {
            outcome.repeats += 1
            try transaction.fold(report, into: known)
            return
        }
        let detector = try registry.detector(reading.detector, firstSeenIn: report, in: transaction)
        lastAlert += 1
        let id = AlertID(lastAlert)
        seen[identity] = id
        let alert = NewAlert(
            id: id, report: report, stored: read.stored, sourceID: identity.source, identity: identity.text,
            detectorID: detector.id,
            isExcluded: detector.isExcluded || reading.isExcluded, rawSequence: record.sequence,
            entities: try links(reading, in: transaction), deviceGroup: reading.deviceGroup,
            isNamedThreat: reading.isNamedThreat)
        outcome.alerts.append(alert)
        outcome.observations.append(
            Observation(
                reading, alert: id.number, detector: Int32(truncatingIfNeeded: detector.id),
                product: registry.product(detector.product), entities: alert.entities, isExcluded: alert.isExcluded))
    }

    /// Repeats of alerts of the same batch, folded once the batch is stored.
    private var repeated: [(AlertReport, AlertID)] = []

    mutating func foldRepeats(in transaction: CaseTransaction) throws {
        for (report, alert) in repeated { try transaction.fold(report, into: alert) }
        repeated = []
    }

    /// Gives the entities their numbers.
    private mutating func links(_ reading: AlertReading, in transaction: CaseTransaction) throws -> [EntityLink] {
        let known = registry.lastEntity
        let links = try reading.mentions.map { mention in
            let number = try registry.entity(mention.key, seen: reading.observed, in: transaction)
            return EntityLink(mention, number: number)
        }
        for link in links where link.entity > known {
            guard let named = link.named(among: links, known: known) else { continue }
            try transaction.note(link.entity, isIdentifierOf: named.entity)
        }
        return links
    }

    private func count(_ records: [ReadRecord], in transaction: CaseTransaction) throws {
        for (source, records) in Dictionary(grouping: records, by: \.source.id).sorted(by: { $0.key < $1.key }) where source > 0 {
            let last = records.map(\.received).max() ?? transaction.time
            try transaction.count(Int64(records.count), of: source, last: last)
        }
    }
}
