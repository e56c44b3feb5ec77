internal import Flow
internal import Foundation
internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import Logging
internal import NIOSSL

/// How connections are taken: TLS with HTTP/2 and HTTP/1.1, as the client likes, or HTTP/1.1 without.
struct HTTPDoor {
    let builder: HTTPServerBuilder

    /// Makes or reads the certificate.
    /// - Throws: `StartError`, `CertificateError`.
    init(_ configuration: ServerConfiguration, _ logger: Logger) throws {
        let requests = HTTP1Channel.Configuration(additionalChannelHandlers: [ContinueHandler()])
        guard let identity = try HTTPDoor.identity(configuration, logger) else {
            builder = .http1(configuration: requests)
            return
        }
        builder = try .http2Upgrade(
            tlsConfiguration: try identity.configuration(), configuration: .init(streamConfiguration: requests))
    }

    private static func identity(_ configuration: ServerConfiguration, _ logger: Logger) throws -> ServerIdentity? {
        switch configuration.security {
        case .none: return nil
        case .files(let certificate, let key): return try ServerIdentity(certificate: certificate, key: key, now: Date())
        case .local:
            let files = try CertificateFiles(
                TLSFolder(folder: configuration.data.tls), names: CertificateNames(listen: configuration.host), now: Date())
            announce(files, configuration, logger)
            return try ServerIdentity(certificate: files.folder.certificate.path, key: files.folder.key.path, now: Date())
        }
    }

    private static func announce(_ files: CertificateFiles, _ configuration: ServerConfiguration, _ logger: Logger) {
        guard files.change != .none else { return }
        logger.info(
            "certificate made",
            metadata: ["file": "\(files.folder.certificate.path)", "expires": "\(ServerIdentity.day(files.expires))"])
        guard files.change == .authority else { return }
        print(TrustAdvice(authority: files.folder.authority.path, address: configuration.address).text)
    }
}
