internal import CaseStore
public import Events
public import Ingestion
public import Logging
internal import Primitives
public import ServiceLifecycle

/// From the inbox to the event store, beside the pipeline of alerts and at its own pace: read into rows, append, go on.
///
/// The position lies in the event store, in the transaction of the rows. What cannot be read is kept in the case store before
/// that, under its number in the inbox, so that reading it twice keeps it once.
public struct EventPipeline: Service {
    /// Records of one batch, at most. Larger ones share a transaction.
    static let batchRecords = 50_000
    static let batchBytes = 32 << 20
    /// Fewer rows than this are few: more are waited for, so that not every row has a transaction of its own.
    static let fewRows = 1000
    static let gatheringTime: Swift.Duration = .milliseconds(100)
    /// Records without events after which the position is stored none the less.
    static let storedInterval: UInt64 = 200_000
    /// How long a failing batch waits before it is tried again.
    static let retryDelay: Swift.Duration = .seconds(2)

    private let inbox: Inbox
    private let flow: CaseFlow
    private let store: any EventStore
    private let logger: Logger

    public init(inbox: Inbox, flow: CaseFlow, store: any EventStore, logger: Logger) {
        self.inbox = inbox
        self.flow = flow
        self.store = store
        self.logger = logger
    }

    /// How far the event store has come in the inbox. A new store begins where the alerts are: no source of events was there
    /// before it.
    public static func position(in store: any EventStore, alerts: UInt64) async throws -> UInt64 {
        if let position = try await store.position() { return position }
        try await store.append(EventBatch(store.specs), through: alerts)
        // What comes from here on is read again after a crash, and that only from here on.
        try await store.keep()
        return alerts
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await work(after: try await store.position() ?? 0)
                } catch is CancellationError {
                    break
                } catch InboxError.closed {
                    break
                } catch {
                    logger.error("batch of events failed, will be tried again", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: EventPipeline.retryDelay)
                }
            }
        }
        await store.close()
    }

    /// Goes on until something fails. While a batch is written, the next is read.
    private func work(after stored: UInt64) async throws {
        var stored = stored
        let shelf = BatchShelf(store.specs)
        var next = try await reading(after: stored, hasToWait: true, shelf)
        while !Task.isCancelled {
            var current = next
            let position = current.position
            async let following = reading(after: position, hasToWait: false, shelf)
            try await apply(current, stored: &stored)
            next = try await following
            shelf.put(current.takeBatch(from: store.specs))
            if next.position == position {
                shelf.clear()
                next = try await reading(after: position, hasToWait: true, shelf)
            }
        }
    }

    private func reading(after position: UInt64, hasToWait: Bool, _ shelf: BatchShelf) async throws -> EventReading {
        if hasToWait { try await inbox.waitForRecords(after: position) }
        let sources = flow.sourceBook
        do {
            // Of a source that is there no more, the reader of alerts says it.
            let stretch = try await inbox.stretch(
                after: position, records: EventPipeline.batchRecords, bytes: EventPipeline.batchBytes, by: .events
            ) { sources[$0]?.isOfEvents != true }
            return EventReading(stretch, after: position, sources: sources, at: .now, into: shelf.take())
        } catch InboxError.damaged(let damage) {
            logger.critical("records lost in the inbox", metadata: ["damage": "\(damage)"])
            return EventReading(after: damage.lost.upperBound - 1, shelf.take())
        } catch InboxError.notKept(_, let oldest) {
            logger.critical("records were removed before they were read", metadata: ["upTo": "\(oldest - 1)"])
            return EventReading(after: oldest - 1, shelf.take())
        }
    }

    private func apply(_ reading: EventReading, stored: inout UInt64) async throws {
        if !reading.rejected.isEmpty {
            try await flow.store.write(by: .ingestion, at: .now) { transaction in
                for record in reading.rejected { try transaction.insert(record) }
            }
            logger.warning(
                "records could not be read; see `watchfloor ingest --errors`",
                metadata: ["records": "\(reading.rejected.count)"])
        }
        let rows = reading.batch.count
        if reading.records > 0 || reading.position >= stored + EventPipeline.storedInterval {
            let start = ContinuousClock.now
            try await store.append(reading.batch, through: reading.position)
            stored = reading.position
            flow.events.meter.note(rows)
            logger.debug(
                "events stored",
                metadata: ["records": "\(reading.records)", "rows": "\(rows)", "took": "\(ContinuousClock.now - start)"])
        }
        inbox.markConsumed(through: reading.position, by: .events)
        if reading.isWaiting || (rows > 0 && rows < EventPipeline.fewRows) {
            try await Task.sleep(for: EventPipeline.gatheringTime)
        }
    }
}
