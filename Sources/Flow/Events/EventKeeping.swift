public import Events
public import Logging
public import ServiceLifecycle

/// Puts events on the disk that are too few for the store to do it by itself, so that a start after a crash reads little of the
/// inbox again, and the inbox can let go of what it holds for them.
public struct EventKeeping: Service {
    /// How often. Tables are packed anew where they grew, which should not be at every handful of rows.
    static let interval: Swift.Duration = .seconds(300)

    private let store: any EventStore
    private let logger: Logger

    public init(store: any EventStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while true {
                do { try await Task.sleep(for: EventKeeping.interval) } catch { return }
                do { try await store.keep() } catch {
                    logger.error("events could not be put on the disk, will be tried again", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
