internal import CaseStore
internal import Detection
internal import Hunting
internal import Ingestion
public import Logging
internal import Primitives
public import ServiceLifecycle

/// Runs rules as their windows become due, and puts their alerts into the inbox.
///
///     horizon -> windows that are due -> run (alerts and end of window in one transaction) -> outbox -> inbox
///
/// One rule after the other, the longest due first, a window each: a rule with many windows to catch up with holds up none.
public struct DetectionService: Service {
    /// How often it looks.
    static let interval: Swift.Duration = .seconds(5)

    private let desk: DetectionDesk
    private let outbox: DetectionOutbox
    private let logger: Logger

    public init(_ desk: DetectionDesk, logger: Logger) {
        self.desk = desk
        self.logger = logger
        outbox = DetectionOutbox(flow: desk.flow, door: desk.door, horizon: desk.horizon, logger: logger)
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var isUnsure = true
            var hasResumed = false
            while !Task.isCancelled {
                do {
                    if !hasResumed { try await resume() }
                    hasResumed = true
                    try await outbox.deliver(isUnsure: isUnsure)
                    isUnsure = false
                    try await rounds()
                } catch is CancellationError {
                    break
                } catch HuntError.busy {
                    // The next round tries again.
                } catch {
                    isUnsure = true
                    logger.error("detection failed, will be tried again", metadata: ["error": "\(error)"])
                }
                await desk.flow.detectionChanges.wait(atMost: DetectionService.interval)
            }
        }
    }

    private func resume() async throws {
        let states = try await desk.flow.store.read { try $0.detectionStates() }
        if let last = states.values.compactMap(\.completed).max() { desk.flow.intakeClock.resume(from: last) }
    }

    /// Runs what is due, until nothing is.
    private func rounds() async throws {
        guard try await !desk.due(at: .now).isEmpty else { return }
        let closed = try await desk.horizon.close()
        while !Task.isCancelled {
            let due = try await desk.due(at: closed)
            if due.isEmpty { return }
            for (subject, window) in due {
                if let run = try await desk.runner.run(window, of: subject) { log(run) }
                try await outbox.deliver(isUnsure: false)
            }
        }
    }

    private func log(_ run: DetectionRun) {
        let took = "\((run.took.seconds * 1000).rounded() / 1000) s"
        switch run.status {
        case .failed:
            logger.warning("a rule failed", metadata: ["rule": "\(run.rule)", "took": "\(took)", "error": "\(run.error)"])
        case .completed where run.alerts > 0:
            logger.info(
                "a rule made alerts",
                metadata: ["rule": "\(run.rule)", "rows": "\(run.rows)", "alerts": "\(run.alerts)", "took": "\(took)"])
        case .completed, .suppressed:
            logger.debug("a rule ran", metadata: ["rule": "\(run.rule)", "rows": "\(run.rows)", "took": "\(took)"])
        }
    }
}
