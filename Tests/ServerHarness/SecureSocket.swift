public import Foundation
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// A connection by TLS to a port of this machine, which trusts one authority.
public final class SecureSocket: Sendable {
    private let channel: any Channel

    public init(port: Int, trusting authority: URL) async throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authority.path))
        let context = try NIOSSLContext(configuration: configuration)
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: nil))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    public func send(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }

    public func end() async throws { try await channel.close() }
}
