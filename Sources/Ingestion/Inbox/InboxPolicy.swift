public import Primitives

/// The limits of the inbox. What happens at each limit is said beside it.
public struct InboxPolicy: Hashable, Sendable {
    /// Bytes in one record; a larger one is refused (`recordTooLarge`).
    public var largestRecord = 16 << 20
    /// Bytes of all records in one call of `append`; a larger one is refused (`appendTooLarge`).
    public var largestAppend = 64 << 20
    /// Bytes that waiting appends may bring into one write; what is beyond waits for the next.
    public var largestGroup = 8 << 20
    /// Bytes after which a new segment is begun. One write never spans two segments, so a segment may be smaller, and
    /// larger only where a single append is.
    public var segmentSize = 64 << 20

    /// Records appended and not yet consumed; beyond, appends are refused for now (`full`).
    public var largestBacklogRecords = 5_000_000
    /// The same in bytes on disk. Counted to 64 KiB; after a restart a segment that is half consumed counts whole.
    public var largestBacklogBytes = 4 << 30
    /// Seconds after which a refused sender is asked to come again.
    public var retryAfterSeconds = 5
    /// Bytes left free on the disk; an append that would leave less is refused before anything is written (`diskFull`).
    public var minimumFreeSpace = 512 << 20

    /// Consumed segments older than this may be removed.
    public var retentionAge = Duration.days(30)
    /// While all segments together are larger than this many bytes, consumed ones may be removed, the oldest first.
    public var retentionBytes = 20 << 30

    public init() {}
}
