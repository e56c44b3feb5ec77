public import CaseStore
public import Ingestion
public import Logging
internal import Primitives
public import ServiceLifecycle

/// Lets go of what is older than its policy wants: raw records, records that could not be read, old cases.
public struct Housekeeping: Service {
    /// How often it looks.
    static let interval: Swift.Duration = .seconds(3600)

    private let flow: CaseFlow
    private let inbox: Inbox
    private let policy: RetentionPolicy
    private let logger: Logger

    public init(flow: CaseFlow, inbox: Inbox, policy: RetentionPolicy, logger: Logger) {
        self.flow = flow
        self.inbox = inbox
        self.policy = policy
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await sweep(at: .now)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("retention failed, will be tried again", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: Housekeeping.interval)
            }
        }
    }

    func sweep(at now: Timestamp) async throws {
        // What correlation would read again after a restart is spared: on a quiet site that would be all there ever was.
        try await flow.checkpoint()
        let inUse = try await flow.incidentsInUse()
        let cases = Retention(store: flow.store, policy: policy, isInUse: { inUse.contains($0) })
        let outcome = try await cases.sweep(at: now)
        let done = min(try await Pipeline.position(in: flow.store), try await flow.events.keptPosition())
        let segments = try await inbox.removeSegments(
            upTo: done, olderThan: now - inbox.policy.retentionAge,
            keepingBytes: inbox.policy.retentionBytes)
        if outcome.isStillTooLarge {
            logger.warning("the database is larger than its limit, and nothing in it is old enough to be deleted")
        }
        guard outcome.incidents + outcome.rejectedRecords > 0 || segments > 0 else { return }
        logger.info(
            "retention applied",
            metadata: [
                "incidents": "\(outcome.incidents)", "alerts": "\(outcome.alerts)",
                "rejectedRecords": "\(outcome.rejectedRecords)", "inboxSegments": "\(segments)",
            ])
    }
}
