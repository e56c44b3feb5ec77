internal import Foundation
internal import NIOCore
internal import NIOSSL
internal import Synchronization

/// The certificate that new connections are shown. Another one can take its place while the server runs; connections that are
/// open already keep theirs.
final class ShownIdentity: Sendable {
    private struct State {
        var identity: ServerIdentity
        var shown: NIOSSLContextConfigurationOverride
    }

    private let state: Mutex<State>

    /// - Throws: where the files cannot be read.
    init(_ identity: ServerIdentity) throws {
        state = Mutex(State(identity: identity, shown: try identity.shown()))
    }

    var current: ServerIdentity { state.withLock(\.identity) }

    /// - Throws: where the files cannot be read; what was shown before is shown still.
    func show(_ identity: ServerIdentity) throws {
        let shown = try identity.shown()
        state.withLock { $0 = State(identity: identity, shown: shown) }
    }

    /// How TLS is spoken, with whatever is shown when a connection comes.
    func configuration() throws -> TLSConfiguration {
        var configuration = try current.configuration()
        configuration.sslContextCallback = { [self] _, promise in promise.succeed(state.withLock(\.shown)) }
        return configuration
    }
}

extension ServerIdentity {
    fileprivate func shown() throws -> NIOSSLContextConfigurationOverride {
        var shown = NIOSSLContextConfigurationOverride()
        shown.certificateChain = try NIOSSLCertificate.fromPEMFile(certificateFile).map { .certificate($0) }
        shown.privateKey = .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem))
        return shown
    }
}
