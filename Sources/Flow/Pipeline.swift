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
            while !Task.isCancelled {
                do {
                    try await inbox.waitForRecords(after: position)
                    position = try await step(after: position, stored: &stored)
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

    /// One batch; answers the position behind it. Records of sources of events are passed over.
    private func step(after position: UInt64, stored: inout UInt64) async throws -> UInt64 {
        let records = try await inbox.read(after: position, records: Pipeline.batchRecords, bytes: Pipeline.batchBytes)
        guard let last = records.last else { return position }
        guard flow.haveAlerts(records) || last.sequence >= stored + Pipeline.storedInterval else {
            inbox.markConsumed(through: last.sequence)
            return last.sequence
        }
        let start = ContinuousClock.now
        let summary = try await flow.process(records)
        stored = last.sequence
        inbox.markConsumed(through: last.sequence)
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
        return last.sequence
    }
}
