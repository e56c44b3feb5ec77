internal import CaseStore
internal import EventFormats
internal import Events
internal import Ingestion
internal import Primitives

/// Records of the inbox after their formats have read them into rows.
struct EventReading: Sendable {
    private(set) var batch: EventBatch
    /// What could not be read.
    private(set) var rejected: [RejectedRecord] = []
    /// Records that sources of events sent.
    private(set) var records = 0
    /// The last record of the inbox that was looked at.
    private(set) var position: UInt64
    /// Whether records behind it wait for others of their events.
    private(set) var isWaiting = false

    /// Nothing, and a place to go on from.
    /// - Parameter batch: an empty one.
    init(after position: UInt64, _ batch: consuming EventBatch) {
        self.batch = batch
        self.position = position
    }

    /// - Parameters:
    ///   - start: the record before the first of the stretch.
    ///   - now: by which lines of an event are waited for.
    init(_ stretch: InboxStretch, after start: UInt64, sources: SourceBook, at now: Timestamp, into batch: consuming EventBatch) {
        let join = EventJoin(stretch.records) { sources[$0]?.joining }
        let end = join.settled(in: stretch, after: start, at: now)
        self.init(after: end, batch)
        isWaiting = end < stretch.last && !stretch.hasMore
        for record in join.records(through: end) {
            guard let entry = sources[record.record.source], case .events(let format) = entry.reader else { continue }
            self.records += 1
            var record = record
            record.record.zone = entry.zone
            record.record.device = entry.source.deviceName
            take(record, format)
        }
    }

    /// Gives the batch away, for its memory.
    mutating func takeBatch(from specs: TableSpecs) -> EventBatch {
        let taken = batch
        batch = EventBatch(specs)
        return taken
    }

    private mutating func take(_ record: InboxRecord, _ format: any EventReader) {
        if let fault = record.record.fault { return reject(record, fault.description) }
        batch.received = record.record.received
        let mark = batch.mark
        do throws(EventFormatError) {
            _ = try format.read(record.record, into: &batch)
        } catch {
            if case .partly = error {} else { batch.takeBack(to: mark) }
            reject(record, error.description)
        }
    }

    private mutating func reject(_ record: InboxRecord, _ error: String) {
        rejected.append(
            RejectedRecord(
                rawSequence: Int64(record.sequence), source: record.record.source, received: record.record.received,
                error: error, sample: Array(record.record.bytes.prefix(RejectedRecord.sampleSize)),
                size: Int64(record.record.wholeSize)))
    }
}
