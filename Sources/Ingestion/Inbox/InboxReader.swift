internal import Primitives

/// The reading end. Batches for the consumer come from a cursor that stays where the last batch ended; single records
/// are found through an index.
actor InboxReader {
    /// Where the consumer's reading stands.
    private struct Position {
        var segment: UInt64
        var cursor: FrameCursor
    }

    /// Indices kept; each takes up to 16 KiB and is made again when it is needed.
    private static let largestIndexCount = 256

    nonisolated private let thread = OwnThread("inbox.reader")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let directory: Directory
    private let ledger: InboxLedger
    private var position: Position?
    /// By the first sequence of the segment.
    private var indices: [UInt64: SegmentIndex] = [:]

    init(directory: Directory, ledger: InboxLedger) {
        self.directory = directory
        self.ledger = ledger
    }

    /// The records after `sequence`, as many as the limits allow and at least one; none where there is nothing new, or where all
    /// that is new was passed over.
    func read(
        after sequence: UInt64, records: Int, bytes: Int, passing isPassed: @escaping @Sendable (String) -> Bool
    ) throws(InboxError) -> InboxStretch {
        var sources = PassedSources(isPassed)
        var batch = Batch(next: sequence + 1, recordLimit: records, byteLimit: bytes)
        let last = ledger.lastSequence
        do throws(InboxError) {
            while batch.next <= last, !batch.isFull { try fill(&batch, passing: &sources) }
        } catch {
            // What was read before the damage is handed over first; the next call comes back to it.
            if batch.next == sequence + 1 { throw error }
        }
        return InboxStretch(batch.records, last: batch.next - 1, hasMore: batch.next <= last)
    }

    /// The record with this number, wherever it is.
    func record(at sequence: UInt64) throws(InboxError) -> InboxRecord {
        let place = try ledger.place(of: sequence)
        var position = try open(place.segment, before: sequence)
        return try record(sequence, at: &position, in: place)
    }

    /// Reads on to the end of the segment or until the batch is full.
    private func fill(_ batch: inout Batch, passing sources: inout PassedSources) throws(InboxError) {
        let place = try ledger.place(of: batch.next)
        var position = try currentPosition(in: place.segment, at: batch.next)
        self.position = nil
        while batch.next < place.endSequence, !batch.isFull {
            // A cursor that was made anew stands before the record.
            let isThere = position.cursor.nextSequence == batch.next
            if isThere, try pass(at: &position, upTo: place.segment.byteCount, &sources) {
                batch.pass()
                continue
            }
            let record = try record(batch.next, at: &position, in: place)
            if !isThere, sources.contains(record.record.source) { batch.pass() } else { batch.append(record) }
        }
        self.position = position
    }

    private func currentPosition(in segment: Segment, at sequence: UInt64) throws(InboxError) -> Position {
        if let position, position.segment == segment.firstSequence, position.cursor.nextSequence == sequence {
            return position
        }
        return try open(segment, before: sequence)
    }

    /// Walks to the record. Damage that is not in its way was met, and reported, by whoever asked for what is lost
    /// there.
    private func record(
        _ sequence: UInt64, at position: inout Position, in place: InboxPlace
    ) throws(InboxError) -> InboxRecord {
        let end = place.segment.byteCount
        while true {
            switch try step(&position, upTo: end) {
            case .frame(let frame):
                if frame.sequence == sequence { return position.cursor.record(of: frame) }
            case .damage(let bytes, let lost):
                if lost.upperBound > sequence { throw damaged(place, bytes, lost) }
            case .brokenTail(let bytes):
                throw damaged(place, bytes, position.cursor.nextSequence..<place.endSequence)
            case .end:
                throw damaged(place, end..<end, position.cursor.nextSequence..<place.endSequence)
            }
        }
    }

    private func pass(
        at position: inout Position, upTo end: Int, _ sources: inout PassedSources
    ) throws(InboxError) -> Bool {
        do throws(SystemCallError) {
            return try position.cursor.pass(upTo: end, &sources)
        } catch {
            throw .system(error)
        }
    }

    private func step(_ position: inout Position, upTo end: Int) throws(InboxError) -> FrameCursor.Step {
        do throws(SystemCallError) {
            return try position.cursor.next(upTo: end)
        } catch {
            throw .system(error)
        }
    }

    private func damaged(_ place: InboxPlace, _ bytes: Range<Int>, _ lost: Range<UInt64>) -> InboxError {
        .damaged(InboxDamage(file: directory.path(of: place.segment.name), bytes: bytes, lost: lost))
    }

    private func open(_ segment: Segment, before sequence: UInt64) throws(InboxError) -> Position {
        let file = try InboxError.onDisk { () throws(SystemCallError) in
            try OpenFile(directory.path(of: segment.name), .read)
        }
        var index = try index(of: segment, in: file)
        let cursor = try InboxError.onDisk { () throws(SystemCallError) in
            try index.cursor(before: sequence, in: file, upTo: segment.byteCount)
        }
        if indices.count >= InboxReader.largestIndexCount { indices = [:] }
        indices[segment.firstSequence] = index
        return Position(segment: segment.firstSequence, cursor: cursor)
    }

    private func index(of segment: Segment, in file: OpenFile) throws(InboxError) -> SegmentIndex {
        if let index = indices[segment.firstSequence] { return index }
        return SegmentIndex(header: try SegmentHeader(of: file))
    }
}

/// Records that are being gathered for the consumer.
private struct Batch {
    /// Records that one call passes over, at most.
    static let largestPass = 200_000

    let recordLimit: Int
    let byteLimit: Int
    private(set) var records: [InboxRecord] = []
    private(set) var next: UInt64
    private var bytes = 0
    private var passed = 0

    init(next: UInt64, recordLimit: Int, byteLimit: Int) {
        self.next = next
        self.recordLimit = recordLimit
        self.byteLimit = byteLimit
    }

    var isFull: Bool {
        passed >= Batch.largestPass || !records.isEmpty && (records.count >= recordLimit || bytes >= byteLimit)
    }

    mutating func pass() {
        passed += 1
        next += 1
    }

    mutating func append(_ record: InboxRecord) {
        records.append(record)
        bytes += record.record.bytes.count
        next += 1
    }
}
