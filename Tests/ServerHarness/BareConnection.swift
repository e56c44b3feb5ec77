internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A bare TCP connection, for what no proper client does.
public final class BareConnection: Sendable {
    private final class Collector: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let bytes = Mutex<[UInt8]>([])
        let hasEnded = Mutex(false)

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let part = unwrapInboundIn(data)
            bytes.withLock { $0.append(contentsOf: part.readableBytesView) }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed? = event as? ChannelEvent { hasEnded.withLock { $0 = true } }
        }

        func channelInactive(context: ChannelHandlerContext) { hasEnded.withLock { $0 = true } }
    }

    private let channel: any Channel
    private let collector: Collector

    /// Connects to a port of the loopback address.
    public init(port: Int) async throws {
        let collector = Collector()
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { $0.pipeline.addHandler(collector) }
            .connect(host: "127.0.0.1", port: port).get()
        self.collector = collector
    }

    /// Sends it at once. That nobody takes it any more is no error.
    public func send(_ text: String) async {
        try? await channel.writeAndFlush(ByteBuffer(string: text)).get()
    }

    /// Says that nothing more comes, and still listens.
    public func finish() async throws { try await channel.close(mode: .output).get() }

    public func close() async { try? await channel.close().get() }

    /// Whether more may come.
    public var isOpen: Bool { !collector.hasEnded.withLock { $0 } }

    /// What came by now.
    public var received: String { collector.bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}

extension BareConnection {
    /// One request as it stands, without anything that a proper client would mend.
    /// - Returns: the answer's status; 0 where the connection ended without one.
    public static func ask(
        port: Int, _ method: String, _ path: String, token: String? = nil, body: String? = nil, headers: [String] = []
    ) async throws -> (status: Int, text: String) {
        let connection = try await BareConnection(port: port)
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost", "Connection: close"] + headers
        if let token { lines.append("Authorization: Bearer \(token)") }
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        await connection.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
        try await waitUntil("\(method) \(path.prefix(80)) is answered") { !connection.isOpen }
        let text = connection.received
        await connection.close()
        let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return (status, text)
    }
}
