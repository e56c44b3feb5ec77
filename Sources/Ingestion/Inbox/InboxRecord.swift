/// A record in the inbox.
public struct InboxRecord: Sendable {
    /// Its place: counted from 1 without gaps, never given twice.
    public var sequence: UInt64
    public var record: RawRecord

    public init(sequence: UInt64, record: RawRecord) {
        self.sequence = sequence
        self.record = record
    }
}

/// Records that follow each other, without those that the reader passed over.
public struct InboxStretch: Sendable {
    public var records: [InboxRecord]
    /// The last record that was looked at, passed over or not.
    public var last: UInt64
    /// Whether more stood behind it when it was read.
    public var hasMore: Bool

    public init(_ records: [InboxRecord], last: UInt64, hasMore: Bool = false) {
        self.records = records
        self.last = last
        self.hasMore = hasMore
    }
}

/// How the inbox stands.
public struct InboxStatus: Hashable, Sendable {
    /// The oldest record that is kept; one more than `lastSequence` where none is.
    public var oldestSequence: UInt64
    /// The newest record that is safely on disk; 0 where there never was one.
    public var lastSequence: UInt64
    /// Up to here the consumer is done.
    public var consumedSequence: UInt64
    public var unreadRecords: Int
    /// Bytes on disk, counted to 64 KiB.
    public var unreadBytes: Int
    public var segmentCount: Int
    /// Bytes on disk of all segments.
    public var byteCount: Int
}
