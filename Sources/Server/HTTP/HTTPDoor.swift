internal import Flow
internal import Foundation
internal import GraphAPI
internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import Logging
internal import NIOCore
internal import NIOSSL

/// How connections are taken: TLS with HTTP/2 and HTTP/1.1, as the client likes, or HTTP/1.1 without.
struct HTTPDoor: Sendable {
    let builder: HTTPServerBuilder
    /// What clients are shown; `nil` where connections are not protected.
    let identity: ShownIdentity?
    /// Renews it; `nil` where there is none.
    let renewal: CertificateRenewal?
    private let census: ConnectionCensus

    /// Makes or reads the certificate.
    /// - Throws: `CertificateError`.
    init(_ configuration: ServerConfiguration, _ logger: Logger) throws {
        let limits = configuration.limits
        let census = ConnectionCensus(
            most: min(limits.connections, OpenFiles.raise()), mostPerAddress: limits.connectionsPerAddress)
        self.census = census
        let requests = HTTPDoor.requests(limits)
        identity = try HTTPDoor.identity(configuration, logger, now: Date()).map(ShownIdentity.init)
        renewal = identity.map { identity in
            CertificateRenewal(
                shown: identity, interval: configuration.certificateCheckSeconds,
                read: { try HTTPDoor.identity(configuration, logger, now: $0) ?? identity.current }, logger: logger)
        }
        guard let security = try identity?.configuration() else {
            builder = HTTPServerBuilder { responder in
                GuardedChannel(
                    HTTP1Channel(responder: responder, configuration: requests), census: census, limits: limits)
            }
            return
        }
        let streams = HTTP2ChannelConfiguration(
            idleTimeout: .seconds(limits.idleSeconds), gracefulCloseTimeout: .seconds(limits.lingerSeconds),
            streamConfiguration: requests)
        builder = HTTPServerBuilder { responder in
            let channel = try HTTP2UpgradeChannel(
                tlsConfiguration: security, configuration: streams, responder: responder)
            return GuardedChannel(channel, census: census, limits: limits)
        }
    }

    var connections: ConnectionCounts { ConnectionCounts(open: census.open, refused: census.refused) }

    private static func requests(_ limits: ServerLimits) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [ContinueHandler(), RequestPace(limits)], idleTimeout: .seconds(limits.idleSeconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headerFieldBytes, maxHeaderListSize: limits.headerBytes,
                maxHeaderFieldCount: limits.headerFields))
    }

    private static func identity(
        _ configuration: ServerConfiguration, _ logger: Logger, now: Date
    ) throws -> ServerIdentity? {
        switch configuration.security {
        case .none: return nil
        case .files(let certificate, let key): return try ServerIdentity(certificate: certificate, key: key, now: now)
        case .local:
            let files = try CertificateFiles(
                TLSFolder(folder: configuration.data.tls), names: CertificateNames(listen: configuration.host), now: now)
            announce(files, configuration, logger)
            return try ServerIdentity(certificate: files.folder.certificate.path, key: files.folder.key.path, now: now)
        }
    }

    private static func announce(_ files: CertificateFiles, _ configuration: ServerConfiguration, _ logger: Logger) {
        guard files.change != .none else { return }
        logger.info(
            "certificate made",
            metadata: ["file": "\(files.folder.certificate.path)", "expires": "\(ServerIdentity.day(files.expires))"])
        guard files.change == .authority else { return }
        let advice = TrustAdvice(authority: files.folder.authority.path, address: configuration.address).text
        try? FileHandle.standardOutput.write(contentsOf: Data((advice + "\n").utf8))
    }
}
