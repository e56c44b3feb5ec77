public import CaseStore
public import Ingestion
public import Logging
internal import Primitives
public import ServiceLifecycle

/// The whole flow, pulled from the inbox batch by batch: read, place, store, go on.
///
/// Later stages (detection before, automation and investigation behind correlation) take their places in `step`.
public struct Pipeline: Service {
    /// Records of one batch, at most. Larger batches share a flush to the disk, smaller ones are seen sooner.
    public static let batchRecords = 2000
    public static let batchBytes = 8 << 20
    /// Records of sources of events after which the position is stored, where no alert stores it.
    static let storedInterval: UInt64 = 200_000
    /// How long a failing batch waits before it is tried again.
    static let retryDelay: Swift.Duration = .seconds(2)

    private let inbox: Inbox
    private let flow: CaseFlow
    private let logger: Logger

    public init(inbox: Inbox, flow: CaseFlow, logger: Logger) {
        self.inbox = inbox
        self.flow = flow
        self.logger = logger
    }

    /// How far the store has come in the inbox.
    public static func position(in store: CaseStore) async throws -> UInt64 {
        UInt64(max(0, try await store.read { try $0.position(of: CaseFlow.stage) }))
    }

    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            var position = try await Pipeline.position(in: flow.store)
            var stored = position
            var ahead: ReadBatch?
            while !Task.isCancelled {
                do {
                    if ahead == nil { try await inbox.waitForRecords(after: position) }
                    position = try await step(after: position, stored: &stored, ahead: &ahead)
                } catch is CancellationError {
                    break
                } catch InboxError.closed {
                    break
                } catch InboxError.damaged(let damage) {
                    logger.critical("records lost in the inbox", metadata: ["damage": "\(damage)"])
                    position = damage.lost.upperBound - 1
                } catch {
                    logger.error("batch failed, will be tried again", metadata: ["after": "\(position)", "error": "\(error)"])
                    try? await Task.sleep(for: Pipeline.retryDelay)
                }
            }
        }
        try await flow.checkpoint()
    }

    /// One batch; answers the position behind it. Records of sources of events are passed over. While the batch is written,
    /// the next is read.
    ///
    /// - Parameter ahead: the batch that was read already; then the one behind it.
    private func step(after position: UInt64, stored: inout UInt64, ahead: inout ReadBatch?) async throws -> UInt64 {
        var next = ahead
        ahead = nil
        if next == nil { next = try await read(after: position) }
        guard let batch = next else { return position }
        guard !batch.records.isEmpty || batch.last >= stored + Pipeline.storedInterval else {
            inbox.markConsumed(through: batch.last)
            return batch.last
        }
        let start = ContinuousClock.now
        // What cannot be read says so when its turn has come.
        async let following = try? read(after: batch.last)
        let summary = try await flow.process(batch)
        stored = batch.last
        inbox.markConsumed(through: batch.last)
        ahead = await following
        logger.debug(
            "batch stored",
            metadata: [
                "records": "\(summary.records)", "alerts": "\(summary.alerts)", "repeats": "\(summary.repeats)",
                "rejected": "\(summary.rejected)", "took": "\(ContinuousClock.now - start)",
            ])
        if summary.rejected > 0 {
            logger.warning(
                "records could not be read; see `watchfloor ingest --errors`", metadata: ["records": "\(summary.rejected)"])
        }
        return batch.last
    }

    private func read(after position: UInt64) async throws -> ReadBatch? {
        let sources = flow.sourceBook
        let stretch = try await inbox.stretch(
            after: position, records: Pipeline.batchRecords, bytes: Pipeline.batchBytes, by: .alerts
        ) { sources[$0]?.isOfEvents == true }
        return stretch.last == position ? nil : flow.read(stretch)
    }
}
