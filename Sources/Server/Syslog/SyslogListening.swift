internal import CaseStore
internal import Flow
internal import Ingestion
internal import Logging
internal import NIOCore
internal import NIOSSL

/// Opens what a source listens on. One file a transport: `SyslogDatagrams`, `SyslogStream`.
struct SyslogListening: Sendable {
    let flow: CaseFlow
    let door: IngestDoor
    let policy = SyslogPolicy()
    /// The server's own certificate and key, for TLS; `nil` where the server has none.
    let security: SyslogSecurity?
    let logger: Logger

    /// Listens until the task is cancelled.
    func open(_ listener: SourceListener) async throws {
        let address = try ListenerAddress(listener.address)
        let delivery = SyslogDelivery(
            source: listener.source, address: listener.address, door: door, ledger: flow.listeners, logger: logger)
        switch address.transport {
        case .udp: try await SyslogDatagrams(address: address, policy: policy, delivery: delivery).run()
        case .tcp: try await SyslogStream(address: address, policy: policy, delivery: delivery, security: nil).run()
        case .tls:
            guard let security else { throw SyslogError.noCertificate }
            try await SyslogStream(address: address, policy: policy, delivery: delivery, security: security).run()
        }
    }
}

/// Encrypts connections with the server's own certificate.
struct SyslogSecurity: Sendable {
    private let context: NIOSSLContext

    init(_ identity: ShownIdentity) throws {
        var configuration = try identity.configuration()
        configuration.applicationProtocols = []
        context = try NIOSSLContext(configuration: configuration)
    }

    /// Puts TLS in front of a connection that was accepted; called on its event loop.
    func protect(_ channel: any Channel) throws {
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
    }
}

/// Why a listener cannot be opened.
enum SyslogError: Error, CustomStringConvertible {
    case noCertificate

    var description: String {
        "the server runs without TLS, so it has no certificate for a tls:// listener; start it with one, or listen on tcp://"
    }
}
