internal import CaseStore
public import Ingestion
internal import Primitives

/// Where records come in: cut into records, looked at, and put into the inbox before the sender is answered.
///
/// Each record is read here once in its source's format, only to tell the sender at once what cannot be read; the flow
/// reads it again from the inbox. What cannot be read is kept as well, and the flow stores it beside its error.
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

        /// Records that are in the inbox and can be read.
        public var accepted = 0
        public var rejected = 0
        /// The first faults.
        public var faults: [Fault] = []

        /// Faults that are listed, at most.
        public static let maximumFaults = 20

        mutating func note(_ error: IngestionError, record: Int, offset: Int) {
            rejected += 1
            if faults.count < Receipt.maximumFaults { faults.append(Fault(record: record, offset: offset, error: error)) }
        }
    }

    private let flow: CaseFlow
    private let inbox: Inbox

    public init(flow: CaseFlow, inbox: Inbox) {
        self.flow = flow
        self.inbox = inbox
    }

    /// Takes a body in; its records are safely on the disk when this returns.
    /// - Throws: `InboxError`, and then none of the records is in; `DoorError.noSuchSource`.
    public func take(_ body: [UInt8], source: String) async throws -> Receipt {
        guard let entry = flow.sourceBook[source] else { throw DoorError.noSuchSource(source) }
        return try await take(RecordSplitter.records(in: body, shape: entry.shape), of: entry)
    }

    /// The same for records that were cut out already.
    public func take(_ records: [SplitRecord], source: String) async throws -> Receipt {
        guard let entry = flow.sourceBook[source] else { throw DoorError.noSuchSource(source) }
        return try await take(records, of: entry)
    }

    private func take(_ split: [SplitRecord], of entry: SourceBook.Entry) async throws -> Receipt {
        var receipt = Receipt()
        var records: [RawRecord] = []
        records.reserveCapacity(split.count)
        let received = Timestamp.now
        for (index, part) in split.enumerated() {
            let record = RawRecord(source: entry.source.name, received: received, bytes: part.bytes)
            if let error = part.error ?? IngestDoor.fault(of: record, in: entry) {
                receipt.note(error, record: index + 1, offset: part.offset)
                // Of what is refused only the beginning is at hand; the sender still has all of it.
                if error.fate == .refused { continue }
            } else {
                receipt.accepted += 1
            }
            records.append(record)
        }
        try await inbox.append(records)
        return receipt
    }

    private static func fault(of record: RawRecord, in entry: SourceBook.Entry) -> IngestionError? {
        do throws(IngestionError) {
            _ = try entry.format.get().reports(in: record)
            return nil
        } catch {
            return error
        }
    }
}

/// Why a body is not looked at.
public enum DoorError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchSource(String)

    public var description: String {
        switch self {
        case .noSuchSource(let name): "there is no source '\(name)'; make it with `watchfloor source add \(name) --format ...`"
        }
    }
}
