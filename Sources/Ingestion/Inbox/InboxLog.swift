internal import Primitives
import Synchronization

/// The writing end: gathers the appends that wait into groups, and writes each group with one call and one
/// synchronisation.
///
/// An append first joins the queue and then asks for its outcome. The first to ask finds no outcome yet and commits all
/// that wait by then; while the disk works, more appends join, and the next to ask commits those. Whoever asks after
/// its group was committed takes its outcome along. So groups grow with the number of senders, and nobody needs a
/// timer.
actor InboxLog {
    private struct Append {
        var ticket: UInt64
        var records: [RawRecord]
        /// On disk.
        var size: Int
    }

    private struct Queue {
        var appends: [Append] = []
        var lastTicket: UInt64 = 0
    }

    nonisolated private let thread = OwnThread("inbox.log")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let queue = Mutex(Queue())
    private let directory: Directory
    private let ledger: InboxLedger
    private let disk: DiskAccess
    private var writer: SegmentWriter
    private var nextSequence: UInt64
    private var buffer: [UInt8] = []
    private var outcomes: [UInt64: Result<Range<UInt64>, InboxError>] = [:]
    /// After a failed synchronisation the system may believe that pages are on the disk that are not: the segment takes
    /// nothing more.
    private var isSegmentSpent = false
    private var failure: SystemCallError?
    private var isClosed = false

    init(directory: Directory, ledger: InboxLedger, writer: SegmentWriter, disk: DiskAccess) {
        self.directory = directory
        self.ledger = ledger
        self.writer = writer
        self.disk = disk
        nextSequence = ledger.lastSequence + 1
    }

    /// Joins the queue; to be followed by `outcome(of:)`.
    nonisolated func enqueue(_ records: [RawRecord], size: Int) -> UInt64 {
        queue.withLock { queue in
            queue.lastTicket += 1
            queue.appends.append(Append(ticket: queue.lastTicket, records: records, size: size))
            return queue.lastTicket
        }
    }

    /// Returns when the records are on disk, with their numbers.
    func outcome(of ticket: UInt64) throws(InboxError) -> Range<UInt64> {
        while true {
            if let outcome = outcomes.removeValue(forKey: ticket) { return try outcome.get() }
            commit(nextGroup())
        }
    }

    /// Commits whatever waits, and refuses what comes later.
    func close() {
        while queue.withLock({ !$0.appends.isEmpty }) { commit(nextGroup()) }
        isClosed = true
    }

    private func nextGroup() -> ArraySlice<Append> {
        queue.withLock { queue in
            var size = 0
            var count = 0
            while count < queue.appends.count,
                count == 0 || size + queue.appends[count].size <= ledger.policy.largestGroup
            {
                size += queue.appends[count].size
                count += 1
            }
            defer { queue.appends.removeFirst(count) }
            return queue.appends[..<count]
        }
    }

    private func commit(_ group: ArraySlice<Append>) {
        let size = group.reduce(0) { $0 + $1.size }
        let count = group.reduce(0) { $0 + $1.records.count }
        do throws(InboxError) {
            try makeRoom(for: size)
            encode(group, size: size)
            try write()
            var first = nextSequence
            nextSequence += UInt64(count)
            ledger.committed(through: nextSequence - 1, records: count, bytes: size)
            for append in group {
                let end = first + UInt64(append.records.count)
                outcomes[append.ticket] = .success(first..<end)
                first = end
            }
        } catch {
            ledger.release(records: count, bytes: size)
            for append in group { outcomes[append.ticket] = .failure(error) }
        }
    }

    /// Refuses what the disk has no room for, and begins a new segment where the current one is full.
    private func makeRoom(for size: Int) throws(InboxError) {
        if isClosed { throw .closed }
        if let failure { throw .outOfOrder(failure) }
        let free = try InboxError.onDisk { () throws(SystemCallError) in try disk.freeBytes(directory) }
        guard free - size >= ledger.policy.minimumFreeSpace else { throw diskFull(free: free) }
        guard !writer.isEmpty, isSegmentSpent || writer.length + size > ledger.policy.segmentSize else { return }
        do throws(SystemCallError) {
            writer = try SegmentWriter.create(in: directory, firstSequence: nextSequence, disk: disk)
        } catch {
            throw inboxError(error)
        }
        isSegmentSpent = false
        ledger.began(Segment(firstSequence: nextSequence, byteCount: writer.length))
    }

    private func encode(_ group: ArraySlice<Append>, size: Int) {
        buffer.removeAll(keepingCapacity: buffer.capacity <= 2 * ledger.policy.largestGroup)
        buffer.reserveCapacity(size)
        var sequence = nextSequence
        for append in group {
            for record in append.records {
                writer.format.append(record, sequence: sequence, to: &buffer)
                sequence += 1
            }
        }
    }

    private func write() throws(InboxError) {
        do throws(SystemCallError) {
            try writer.write(buffer, disk: disk)
        } catch {
            undoWrite(after: error)
            throw inboxError(error)
        }
    }

    private func undoWrite(after error: SystemCallError) {
        isSegmentSpent = error.operation == OpenFile.synchronizing
        do throws(SystemCallError) {
            try writer.undoWrite()
        } catch {
            failure = error
        }
    }

    private func inboxError(_ error: SystemCallError) -> InboxError {
        guard error.isOutOfSpace else { return .system(error) }
        return diskFull(free: (try? disk.freeBytes(directory)) ?? 0)
    }

    private func diskFull(free: Int) -> InboxError {
        .diskFull(
            directory: directory.path, freeBytes: free, minimum: ledger.policy.minimumFreeSpace,
            retryAfterSeconds: ledger.policy.retryAfterSeconds)
    }
}
