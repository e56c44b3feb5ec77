internal import ArgumentParser
internal import AsyncHTTPClient
internal import Dispatch
internal import NIOCore
internal import NIOSSL

/// Connections to one server, kept open between requests. They end with the last who holds it.
final class TrustedConnection: Sendable {
    let http: HTTPClient

    /// - Parameter authority: a PEM file with a certificate authority that is trusted beside the system's own.
    /// - Throws: `CommandFailure` where the file holds none.
    init(authority: String?) throws(CommandFailure) {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        // Answers come as they are: the client refuses one that was made many times smaller to be sent, and regular rows shrink a
        // hundredfold. How large one may be is limited where it is read.
        configuration.decompression = .disabled
        configuration.connectionPool.retryConnectionEstablishment = false
        // A long hunt or a backup says nothing until it is done; how long that may take is said with each request.
        configuration.timeout.read = .seconds(ServerClient.patience)
        if let authority {
            var security = TLSConfiguration.makeClientConfiguration()
            do {
                security.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(authority))]
            } catch {
                throw CommandFailure("'\(authority)' holds no certificate; it has to be PEM (\(error))", .validationFailure)
            }
            configuration.tlsConfiguration = security
        }
        http = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    deinit { http.shutdown { _ in } }
}
