internal import Foundation
internal import Logging
internal import ServiceLifecycle

/// Looks after the certificate while the server runs: the local authority's is made anew before it runs out, and files of one's
/// own are read again when something else has replaced them. Nobody has to start the server again for it.
struct CertificateRenewal: Service {
    /// A certificate of one's own that has less than this left is warned of, once a day.
    static let warning = TimeInterval(14 * 86_400)
    private static let day = TimeInterval(86_400)

    let shown: ShownIdentity
    /// Seconds between two looks.
    let interval: Int64
    /// The certificate as it should be now: renewed where that is for the server to do.
    let read: @Sendable (_ now: Date) throws -> ServerIdentity
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var lastWarning = Date.distantPast
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(interval))
                guard !Task.isCancelled else { return }
                look(at: Date(), lastWarning: &lastWarning)
            }
        }
    }

    /// Shows another certificate where there is one, and warns where there should be.
    func look(at now: Date, lastWarning: inout Date) {
        do {
            let identity = try read(now)
            if identity.certificate != shown.current.certificate {
                try shown.show(identity)
                logger.info("certificate replaced", metadata: CertificateRenewal.metadata(identity))
            }
        } catch {
            logger.error("the certificate cannot be renewed, the old one is shown still", metadata: ["error": "\(error)"])
        }
        let current = shown.current
        guard current.expires < now + CertificateRenewal.warning, lastWarning + CertificateRenewal.day <= now else { return }
        lastWarning = now
        logger.warning(
            "the certificate runs out soon; put another one in its place", metadata: CertificateRenewal.metadata(current))
    }

    private static func metadata(_ identity: ServerIdentity) -> Logger.Metadata {
        ["file": "\(identity.certificateFile)", "expires": "\(ServerIdentity.day(identity.expires))"]
    }
}
