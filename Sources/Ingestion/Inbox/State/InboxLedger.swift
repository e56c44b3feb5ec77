import Synchronization

/// What the inbox's writer, reader and housekeeping know in common. Only what is safely on disk is in it.
final class InboxLedger: Sendable {
    private struct State {
        var segments: [Segment]
        var backlog: Backlog
        /// How far each consumer is; the backlog goes by the one that is behind.
        var consumed: [InboxConsumer: UInt64]
        /// Appends that were let in and are not on disk yet.
        var pendingRecords = 0
        var pendingBytes = 0
        var isClosed = false
    }

    let policy: InboxPolicy
    /// Tasks that wait for new records.
    let watchers: InboxWatchers
    private let state: Mutex<State>

    init(
        policy: InboxPolicy, segments: [Segment], backlog: Backlog, consumedThrough consumed: [InboxConsumer: UInt64]
    ) {
        self.policy = policy
        watchers = InboxWatchers(lastSequence: backlog.lastSequence)
        state = Mutex(State(segments: segments, backlog: backlog, consumed: consumed))
    }

    var segments: [Segment] { state.withLock { $0.segments } }
    /// The segments and the last record in them, of one moment.
    var extent: (segments: [Segment], lastSequence: UInt64) {
        state.withLock { ($0.segments, $0.backlog.lastSequence) }
    }
    var lastSequence: UInt64 { state.withLock { $0.backlog.lastSequence } }

    var status: InboxStatus {
        state.withLock { state in
            InboxStatus(
                oldestSequence: state.segments.first?.firstSequence ?? 1,
                lastSequence: state.backlog.lastSequence,
                consumedSequence: state.backlog.consumedSequence,
                unreadRecords: state.backlog.records,
                unreadBytes: state.backlog.bytes,
                segmentCount: state.segments.count,
                byteCount: state.segments.reduce(0) { $0 + $1.byteCount }
            )
        }
    }

    // MARK: Appending

    /// Lets an append in, or refuses it where the consumer is too far behind.
    func admit(records: Int, bytes: Int) throws(InboxError) {
        try state.withLock { state throws(InboxError) in
            if state.isClosed { throw .closed }
            let unreadRecords = state.backlog.records + state.pendingRecords
            let unreadBytes = state.backlog.bytes + state.pendingBytes
            // An empty inbox takes any append: one that is larger than the whole backlog may be could never come in.
            let isEmpty = unreadRecords == 0
            guard
                isEmpty
                    || (unreadRecords + records <= policy.largestBacklogRecords
                        && unreadBytes + bytes <= policy.largestBacklogBytes)
            else {
                throw .full(
                    unreadRecords: unreadRecords, unreadBytes: unreadBytes, retryAfterSeconds: policy.retryAfterSeconds)
            }
            state.pendingRecords += records
            state.pendingBytes += bytes
        }
    }

    /// Takes back an admission after a failed write.
    func release(records: Int, bytes: Int) {
        state.withLock { state in
            state.pendingRecords -= records
            state.pendingBytes -= bytes
        }
    }

    /// Records are on disk, at the end of the last segment.
    func committed(through sequence: UInt64, records: Int, bytes: Int) {
        state.withLock { state in
            state.pendingRecords -= records
            state.pendingBytes -= bytes
            state.backlog.append(through: sequence, bytes: bytes)
            state.segments[state.segments.count - 1].byteCount += bytes
        }
        watchers.wake(through: sequence)
    }

    func began(_ segment: Segment) {
        state.withLock { $0.segments.append(segment) }
    }

    // MARK: Reading

    func consumed(through sequence: UInt64, by consumer: InboxConsumer) {
        state.withLock { state in
            state.consumed[consumer] = max(state.consumed[consumer] ?? 0, sequence)
            state.backlog.consume(through: state.consumed.values.min() ?? 0)
        }
    }

    /// The segment that holds the record, and where the one after it begins (the last has none after it).
    func place(of sequence: UInt64) throws(InboxError) -> InboxPlace {
        try state.withLock { state throws(InboxError) in
            let last = state.backlog.lastSequence
            guard sequence <= last else { throw .notWritten(sequence: sequence, last: last) }
            let next = state.segments.partitioningIndex { $0.firstSequence > sequence }
            guard next > 0 else {
                throw .notKept(sequence: sequence, oldest: state.segments.first?.firstSequence ?? last + 1)
            }
            return InboxPlace(
                segment: state.segments[next - 1],
                endSequence: next < state.segments.count ? state.segments[next].firstSequence : last + 1
            )
        }
    }

    // MARK: Removing

    /// Takes the oldest segments out of the books: those that `isRemovable` says yes to, up to the first that it says
    /// no to. The last segment stays, as does one with a record after `sequence` or one that is not consumed.
    func removeOldest(
        upTo sequence: UInt64, while isRemovable: (_ segment: Segment, _ byteCount: Int) -> Bool
    ) -> [Segment] {
        state.withLock { state in
            let limit = min(sequence, state.backlog.consumedSequence)
            var byteCount = state.segments.reduce(0) { $0 + $1.byteCount }
            var count = 0
            while count + 1 < state.segments.count, state.segments[count + 1].firstSequence - 1 <= limit,
                isRemovable(state.segments[count], byteCount)
            {
                byteCount -= state.segments[count].byteCount
                count += 1
            }
            defer { state.segments.removeFirst(count) }
            return Array(state.segments[..<count])
        }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        watchers.close()
    }
}

/// Where a record stands.
struct InboxPlace {
    var segment: Segment
    /// One more than the last record that is there.
    var endSequence: UInt64
}
