public import Events
public import Logging
internal import Primitives
public import ServiceLifecycle

/// Lets go of events that are older or more than the policy keeps.
public struct EventHousekeeping: Service {
    /// How often it looks.
    static let interval: Swift.Duration = .seconds(3600)

    private let store: any EventStore
    private let policy: EventRetention
    private let logger: Logger

    public init(store: any EventStore, policy: EventRetention, logger: Logger) {
        self.store = store
        self.policy = policy
        self.logger = logger
    }

    public func run() async throws {
        logger.info(
            "retention of events",
            metadata: [
                "keeps": "\(policy.text.standard)", "bytes": "\(policy.totalBytes)", "tables": "\(policy.text.tables)",
            ])
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await sweep()
                } catch {
                    logger.error("retention of events failed, will be tried again", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: EventHousekeeping.interval)
            }
        }
    }

    private func sweep() async throws {
        let sweep = try await store.sweep(policy, at: .now)
        if sweep.isStillTooLarge {
            logger.warning("the event store is larger than its limit, though rows were deleted; room is given back later")
        }
        guard sweep.total > 0 else { return }
        let tables = sweep.rows.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        logger.info(
            "retention of events applied",
            metadata: ["rows": "\(sweep.total)", "tables": "\(tables.joined(separator: ", "))"])
    }
}
