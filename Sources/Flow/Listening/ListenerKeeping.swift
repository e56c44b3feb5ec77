public import CaseStore
public import Logging
public import ServiceLifecycle

/// Keeps open what sources are configured to listen on: opens what is added and closes what is taken away while running, and
/// tries again what cannot be opened.
public struct ListenerKeeping: Service {
    /// How long a listener waits before it is tried again.
    static let retryDelay: Swift.Duration = .seconds(2)

    private let flow: CaseFlow
    private let logger: Logger
    private let open: @Sendable (SourceListener) async throws -> Void

    /// - Parameter open: listens until its task is cancelled, and notes in the flow's ledger how it is doing.
    public init(flow: CaseFlow, logger: Logger, open: @escaping @Sendable (SourceListener) async throws -> Void) {
        self.flow = flow
        self.logger = logger
        self.open = open
    }

    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingDiscardingTaskGroup { group in
                var running: [SourceListener: ChangeBell] = [:]
                while !Task.isCancelled {
                    let wanted = try await flow.store.read { try $0.sourceListeners() }
                    for (listener, end) in running where !wanted.contains(listener) {
                        end.ring()
                        running[listener] = nil
                    }
                    for listener in wanted where running[listener] == nil {
                        let end = ChangeBell()
                        running[listener] = end
                        group.addTask { await keep(listener, until: end) }
                    }
                    await flow.listenerChanges.wait()
                }
            }
        }
    }

    private func keep(_ listener: SourceListener, until end: ChangeBell) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await end.wait() }
            group.addTask { await keepOpen(listener) }
            await group.next()
            group.cancelAll()
        }
        flow.listeners.change(listener.address) { entry in
            entry.isOpen = false
            entry.failure = ""
        }
    }

    private func keepOpen(_ listener: SourceListener) async {
        while !Task.isCancelled {
            do {
                try await open(listener)
            } catch is CancellationError {
                return
            } catch {
                let isNews = flow.listeners.change(listener.address) { entry in
                    defer { (entry.isOpen, entry.failure) = (false, "\(error)") }
                    return entry.failure != "\(error)"
                }
                if isNews {
                    logger.error(
                        "listener failed, will be tried again",
                        metadata: ["address": "\(listener.address)", "source": "\(listener.source)", "error": "\(error)"])
                }
                try? await Task.sleep(for: ListenerKeeping.retryDelay)
            }
        }
    }
}
