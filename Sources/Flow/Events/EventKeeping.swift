public import Events
public import Logging
public import ServiceLifecycle

/// Puts events on the disk: when there are many, while more come in; and every so often when they are few, so that a start after a crash
/// reads little of the inbox again, and the inbox can let go of what it holds for them.
public struct EventKeeping: Service {
    /// How often few are kept. Tables are packed anew where they grew, which should not be at every handful of rows.
    static let interval: Swift.Duration = .seconds(300)

    private let store: any EventStore
    private let logger: Logger

    public init(store: any EventStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { for await _ in store.keepingIsDue { await keep() } }
                group.addTask {
                    while (try? await Task.sleep(for: EventKeeping.interval)) != nil { await keep() }
                }
            }
        }
    }

    private func keep() async {
        do { try await store.keep() } catch {
            logger.error("events could not be put on the disk, will be tried again", metadata: ["error": "\(error)"])
        }
    }
}
