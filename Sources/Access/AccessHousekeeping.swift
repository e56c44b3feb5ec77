public import Logging
internal import Primitives
public import ServiceLifecycle

/// Does what time asks for: signing keys are changed and removed.
public struct AccessHousekeeping: Service {
    /// How often it looks.
    static let interval: Swift.Duration = .seconds(600)

    private let tokens: TokenDesk
    private let logger: Logger

    public init(tokens: TokenDesk, logger: Logger) {
        self.tokens = tokens
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await tokens.renewSigningKeys(at: .now)
                } catch {
                    logger.error("signing keys were not renewed, will be tried again", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: AccessHousekeeping.interval)
            }
        }
    }
}
