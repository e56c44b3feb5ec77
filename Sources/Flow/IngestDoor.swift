internal import CaseStore
public import Events
public import Ingestion
public import Primitives

/// Where records come in: cut into records, looked at, and put into the inbox before the sender is answered.
///
/// Each record is read here once in its source's format, only to tell the sender at once what cannot be read; the flow
/// reads it again from the inbox. Events are many: of those the first of each delivery are read. What cannot be read is kept
/// as well, and the flow stores it beside its error.
public struct IngestDoor: Sendable {
    /// What the sender is told.
    public struct Receipt: Sendable {
        public struct Fault: Sendable {
            /// Which record it is, counted from 1.
            public var record: Int
            /// Where it begins, in bytes of the unpacked body.
            public var offset: Int
            public var error: IngestionError
        }

        /// Records that are in the inbox and can be read, at least in part.
        public var accepted = 0
        public var rejected = 0
        /// The first faults.
        public var faults: [Fault] = []

        /// The inbox's numbers of what was kept, in order: all but what is refused.
        public var numbers: Range<UInt64> = 0..<0

        /// Faults that are listed, at most, where nothing else is asked for.
        public static let maximumFaults = 20

        mutating func note(_ error: IngestionError, record: Int, offset: Int, limit: Int) {
            if error.isPartial { accepted += 1 } else { rejected += 1 }
            if faults.count < limit { faults.append(Fault(record: record, offset: offset, error: error)) }
        }
    }

    /// A record on its way in.
    public struct Delivery: Sendable {
        public var record: SplitRecord
        public var source: String
        /// What its protocol said beside it.
        public var envelope: RecordEnvelope

        public init(_ record: SplitRecord, to source: String, envelope: RecordEnvelope = RecordEnvelope()) {
            self.record = record
            self.source = source
            self.envelope = envelope
        }
    }

    /// Records of events that are read before they are let in, of each delivery.
    public static let eventsTried = 20

    private let flow: CaseFlow
    private let inbox: Inbox

    public init(flow: CaseFlow, inbox: Inbox) {
        self.flow = flow
        self.inbox = inbox
    }

    /// The names of the sources there are.
    public var sources: [String] { flow.sourceBook.names }

    /// What a source's times are read by.
    public func clock(of source: String, at received: Timestamp) -> SourceClock {
        SourceClock(received: received, zone: flow.sourceBook[source]?.zone ?? .utc)
    }

    /// How bodies for a source are cut into records.
    /// - Throws: `DoorError.noSuchSource`.
    public func shape(of source: String) throws(DoorError) -> RecordSplitter.Shape {
        guard let entry = flow.sourceBook[source] else { throw .noSuchSource(source) }
        return entry.shape
    }

    /// Takes a body in; its records are safely on the disk when this returns.
    /// - Throws: `InboxError` and `DoorError`, and then none of the records is in.
    public func take(_ body: [UInt8], source: String, envelope: RecordEnvelope = RecordEnvelope()) async throws -> Receipt {
        guard let entry = flow.sourceBook[source] else { throw DoorError.noSuchSource(source) }
        let records =
            entry.isRecord(body)
            ? [SplitRecord(bytes: body, offset: 0, length: body.count)] : RecordSplitter.records(in: body, shape: entry.shape)
        return try await take(records.map { Delivery($0, to: source, envelope: envelope) })
    }

    /// The same for records that were cut out already.
    public func take(_ records: [SplitRecord], source: String) async throws -> Receipt {
        try await take(records.map { Delivery($0, to: source) })
    }

    /// The same for records of several sources: all of them or none are in.
    /// - Parameter limit: faults that are listed, at most.
    public func take(_ deliveries: [Delivery], listing limit: Int = Receipt.maximumFaults) async throws -> Receipt {
        var receipt = Receipt()
        var records: [RawRecord] = []
        records.reserveCapacity(deliveries.count)
        let (moment, book) = (flow.intakeClock.begin(), flow.sourceBook)
        defer { flow.intakeClock.end(moment) }
        let received = moment.time
        var tally: [String: (received: Int64, rejected: Int64)] = [:]
        var trial = EventTrial(flow.events)
        for (index, delivery) in deliveries.enumerated() {
            guard let entry = book[delivery.source] else { throw DoorError.noSuchSource(delivery.source) }
            let part = delivery.record
            var record = RawRecord(
                source: delivery.source, received: received, bytes: part.bytes, envelope: delivery.envelope)
            if let error = try part.error ?? IngestDoor.fault(of: record, in: entry, &trial) {
                receipt.note(error, record: index + 1, offset: part.offset, limit: limit)
                if !error.isPartial { tally[delivery.source, default: (0, 0)].rejected += 1 }
                if error.fate == .refused { continue }
                if error.isOfSize { record = RawRecord(cut: record, wholeSize: part.length) }
            } else {
                receipt.accepted += 1
            }
            tally[delivery.source, default: (0, 0)].received += 1
            records.append(record)
        }
        receipt.numbers = try await inbox.append(records)
        for (source, count) in tally {
            flow.meter.note(received: count.received, rejected: count.rejected, by: source, at: received)
        }
        return receipt
    }

    private static func fault(
        of record: RawRecord, in entry: SourceBook.Entry, _ trial: inout EventTrial
    ) throws(DoorError) -> IngestionError? {
        switch entry.reader {
        case .events(let format): return try trial.fault(of: record, format)
        case .alerts(let format):
            do throws(IngestionError) {
                _ = try format.get().reports(in: record)
                return nil
            } catch {
                guard entry.source.format == "auto", let events = trial.format(reading: record) else { return error }
                return .notReadable(
                    "no alert, but an event that the format '\(events)' reads; send it to a source of that format "
                        + "(`watchfloor source add NAME --format \(events)`)")
            }
        }
    }
}

/// Why a body is not looked at.
public enum DoorError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchSource(String)
    /// Its records are events, and there is nowhere to put them.
    case noEventStore(EventStoreError)

    public var description: String {
        switch self {
        case .noEventStore(let error): "\(error)"
        case .noSuchSource(let name): "there is no source '\(name)'; make it with `watchfloor source add \(name) --format ...`"
        }
    }
}
