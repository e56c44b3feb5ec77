internal import Foundation

/// What the event store may use of the machine.
public struct EventStoreSettings: Hashable, Sendable {
    /// Bytes of memory that it may take, for storing and for all queries together; a query that needs more uses the disk where
    /// it can, or ends with an error.
    public var memory = 1 << 30
    /// Threads that queries run on, all together: as many as the machine has processors.
    public var threads = ProcessInfo.processInfo.activeProcessorCount
    /// Bytes that queries may put on the disk when memory is short.
    public var spill = 10 << 30
    /// Bytes of events in memory, beside those of one batch: before more come they are put on the disk, which begins while more are read.
    /// More make fewer, larger writes, and more that is read from the inbox again after a crash.
    public var unkept = 256 << 20
    /// Bytes left free on the disk; a batch that comes while less is free is not written, and waits.
    public var minimumFreeSpace = 512 << 20

    public init() {}
}
