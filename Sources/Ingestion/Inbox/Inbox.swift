// The durable inbox: an append-only log of records as they came, in segment files of one folder.
//
//     senders -> append -> InboxLog (groups, one write and one synchronisation each) -> segments
//                                                   segments -> InboxReader -> read(after:) -> the consumer
//
// What `append` returned for is on the disk. Delivery is at least once: after a crash the log may also hold records
// whose sender never got its answer, and the consumer begins again after the position it stored itself.
//
// The last segment only grows; all others never change, and go when retention removes them. So a copy is consistent
// when it has the earlier segments whole and the last one up to a length that was acknowledged, which is what
// `snapshot` makes. A copy made by other means is good too as long as it takes the last segment last: opening cuts off
// a torn tail.
//
// Three actors share the work, each on a thread of its own, since all their calls may block: `InboxLog` writes,
// `InboxReader` reads, `InboxKeeper` removes and copies. What they know in common is the `InboxLedger`.

public import Primitives

/// The durable inbox. One process at a time may have it open.
public final class Inbox: Sendable {
    public let policy: InboxPolicy
    /// What was put right while opening; to be logged.
    public let notices: [InboxNotice]

    private let lock: InboxLock
    private let ledger: InboxLedger
    private let log: InboxLog
    private let readers: [InboxConsumer: InboxReader]
    private let keeper: InboxKeeper

    /// Opens the folder, and makes it where it is missing. Reads the last segment through, so it may take some tenths
    /// of a second and blocks: to be called at start.
    /// - Parameter consumedThrough: the last record that the consumer of alerts is done with, 0 at first. Where the inbox
    ///   ends before it, numbering goes on after it.
    public convenience init(
        directory: String, policy: InboxPolicy = InboxPolicy(), consumedThrough: UInt64
    ) throws(InboxError) {
        try self.init(directory: directory, policy: policy, consumedThrough: [.alerts: consumedThrough])
    }

    /// The same for several consumers. One that is not named takes part no more than if there were none: nothing waits for it.
    public convenience init(
        directory: String, policy: InboxPolicy = InboxPolicy(), consumedThrough: [InboxConsumer: UInt64]
    ) throws(InboxError) {
        try self.init(directory: directory, policy: policy, consumedThrough: consumedThrough, disk: .system)
    }

    init(
        directory path: String, policy: InboxPolicy, consumedThrough: [InboxConsumer: UInt64], disk: DiskAccess
    ) throws(InboxError) {
        let directory = Directory(path: path)
        try InboxError.onDisk { () throws(SystemCallError) in try directory.create() }
        lock = try InboxLock(directory)
        let opening = try InboxOpening(directory, consumed: consumedThrough.values.max() ?? 0, disk: disk)
        self.policy = policy
        notices = opening.notices
        ledger = InboxLedger(
            policy: policy, segments: opening.segments,
            backlog: opening.backlog(consumed: consumedThrough.values.min() ?? 0), consumedThrough: consumedThrough)
        log = InboxLog(directory: directory, ledger: ledger, writer: opening.writer, disk: disk)
        let books = (directory, ledger)
        readers = consumedThrough.mapValues { _ in InboxReader(directory: books.0, ledger: books.1) }
        keeper = InboxKeeper(directory: directory, ledger: ledger)
    }

    public var status: InboxStatus { ledger.status }

    // MARK: Appending

    /// Appends records and returns when they are safely on disk: their numbers, in order. All of them or none are in.
    /// Once begun, an append is carried out even if the task is cancelled.
    @discardableResult
    public func append(_ records: [RawRecord]) async throws(InboxError) -> Range<UInt64> {
        guard !records.isEmpty else {
            let next = ledger.lastSequence + 1
            return next..<next
        }
        let size = try checkedSize(records)
        try ledger.admit(records: records.count, bytes: size)
        let ticket = log.enqueue(records, size: size)
        return try await log.outcome(of: ticket)
    }

    private func checkedSize(_ records: [RawRecord]) throws(InboxError) -> Int {
        var size = 0
        for record in records {
            guard record.bytes.count <= policy.largestRecord else {
                throw .recordTooLarge(size: record.bytes.count, limit: policy.largestRecord)
            }
            guard record.source.utf8.count <= Frame.longestSource else {
                throw .sourceNameTooLong(size: record.source.utf8.count)
            }
            size += Frame.size(of: record)
        }
        guard size <= policy.largestAppend else { throw .appendTooLarge(size: size, limit: policy.largestAppend) }
        return size
    }

    // MARK: Reading

    /// The records after `sequence`, in order: at least one where there is one, then as many as the limits allow.
    /// Reading on from where the last call ended is fast.
    /// - Throws: `damaged` where the next record cannot be read. It says which records are lost; the caller logs it and
    ///   goes on with `read(after: damage.lost.upperBound - 1)`.
    public func read(
        after sequence: UInt64, records: Int = 1000, bytes: Int = 4 << 20, by consumer: InboxConsumer = .alerts
    ) async throws(InboxError) -> [InboxRecord] {
        try await stretch(after: sequence, records: records, bytes: bytes, by: consumer) { _ in false }.records
    }

    /// The same without the records of some sources, which are not even looked into: at least one record where there is one, or
    /// many that were passed over.
    /// - Parameter isPassed: whether records of a source are passed over. It is asked seldom.
    public func stretch(
        after sequence: UInt64, records: Int, bytes: Int, by consumer: InboxConsumer,
        passing isPassed: @escaping @Sendable (String) -> Bool
    ) async throws(InboxError) -> InboxStretch {
        guard let reader = readers[consumer] else { return InboxStretch([], last: sequence) }
        return try await reader.read(after: sequence, records: records, bytes: bytes, passing: isPassed)
    }

    /// The record with this number.
    public func record(at sequence: UInt64) async throws(InboxError) -> InboxRecord {
        guard let reader = readers.values.first else { throw .closed }
        return try await reader.record(at: sequence)
    }

    /// Returns when there is a record after `sequence`.
    /// - Throws: `CancellationError`, or `InboxError.closed`.
    public func waitForRecords(after sequence: UInt64) async throws {
        try await ledger.watchers.wait(after: sequence)
    }

    /// A consumer is done with everything up to `sequence`. What all are done with counts no more against the backlog's
    /// limits and may be removed by retention.
    public func markConsumed(through sequence: UInt64, by consumer: InboxConsumer = .alerts) {
        ledger.consumed(through: sequence, by: consumer)
    }

    // MARK: Keeping

    /// Removes whole segments, the oldest first, while they were last written to before `olderThan` or all segments
    /// together are larger than `keepingBytes`. A segment stays while it holds a record after `upTo` or one that is not
    /// consumed, and the last segment always stays.
    /// - Returns: how many were removed.
    @discardableResult
    public func removeSegments(
        upTo sequence: UInt64, olderThan: Timestamp, keepingBytes: Int
    ) async throws(InboxError) -> Int {
        try await keeper.remove(upTo: sequence, olderThan: olderThan, keepingBytes: keepingBytes).count
    }

    /// Copies the inbox into an empty folder (made where it is missing) while it goes on working. The copy can be
    /// opened as an inbox.
    /// - Returns: the last record in the copy.
    @discardableResult
    public func snapshot(into directory: String) async throws(InboxError) -> UInt64 {
        try await keeper.snapshot(into: directory)
    }

    /// Waits for the appends that were let in, refuses later ones, and lets others open the folder.
    public func close() async {
        ledger.close()
        await log.close()
        lock.release()
    }
}
