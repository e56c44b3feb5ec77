public import Logging
internal import Primitives
public import ServiceLifecycle

/// Does what time asks for: signing keys are changed and removed, sessions end.
public struct AccessHousekeeping: Service {
    /// How often it looks.
    static let interval: Swift.Duration = .seconds(600)

    private let access: AccessServices
    private let logger: Logger

    public init(_ access: AccessServices, logger: Logger) {
        self.access = access
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await access.tokens.renewSigningKeys(at: .now)
                    try await access.signIn.sweep(at: .now)
                } catch {
                    logger.error("keys and sessions were not renewed, will be tried again", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: AccessHousekeeping.interval)
            }
        }
    }
}
