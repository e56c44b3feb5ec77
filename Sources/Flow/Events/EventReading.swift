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

    /// Nothing, and a place to go on from.
    /// - Parameter batch: an empty one.
    init(after position: UInt64, _ batch: consuming EventBatch) {
        self.batch = batch
        self.position = position
    }

    init(_ stretch: InboxStretch, sources: SourceBook, into batch: consuming EventBatch) {
        self.init(after: stretch.last, batch)
        for record in stretch.records {
            guard let entry = sources[record.record.source], case .events(let format) = entry.reader else { continue }
            self.records += 1
            var record = record
            record.record.zone = entry.zone
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
