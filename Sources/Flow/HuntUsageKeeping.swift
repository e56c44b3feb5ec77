public import CaseStore
public import Hunting
public import Logging
public import ServiceLifecycle

/// Stores what hunts used, so that the report and the quotas outlive the process: every few seconds, and once more at its end. A
/// crash takes what the last seconds noted.
public struct HuntUsageKeeping: Service {
    static let interval: Swift.Duration = .seconds(5)

    private let usage: HuntUsage
    private let store: CaseStore
    private let logger: Logger

    public init(_ usage: HuntUsage, store: CaseStore, logger: Logger) {
        self.usage = usage
        self.store = store
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await save()
                try? await Task.sleep(for: HuntUsageKeeping.interval)
            }
        }
        await save()
    }

    private func save() async {
        do {
            try await usage.save(to: store)
        } catch is CancellationError {
            return
        } catch {
            logger.error("what hunts used was not stored, will be tried again", metadata: ["error": "\(error)"])
        }
    }
}
