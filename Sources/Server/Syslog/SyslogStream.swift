internal import Flow
internal import Ingestion
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOTLS

/// Syslog over TCP and TLS (RFC 6587, RFC 5425). A connection is read on when what came before is stored, so a full inbox slows
/// its senders down and loses nothing.
struct SyslogStream: Sendable {
    let address: ListenerAddress
    let policy: SyslogPolicy
    let delivery: SyslogDelivery
    /// Where connections are to be encrypted.
    let security: SyslogSecurity?

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Listens until the task is cancelled.
    func run() async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .bind(host: address.host, port: address.port) { channel in
                channel.eventLoop.makeCompletedFuture { try open(channel) }
            }
        delivery.ledger.change(delivery.address) { entry in (entry.isOpen, entry.failure) = (true, "") }
        try await withThrowingDiscardingTaskGroup { group in
            try await server.executeThenClose { connections in
                for try await connection in connections {
                    if admit() {
                        group.addTask { await serve(connection) }
                    } else {
                        try? await connection.channel.close()
                    }
                }
            }
        }
    }

    private func open(_ channel: any Channel) throws -> Connection {
        let pipeline = channel.pipeline.syncOperations
        try security?.protect(channel)
        try pipeline.addHandler(IdleStateHandler(readTimeout: policy.idleTime))
        try pipeline.addHandler(SyslogConnectionGuard(handshakeTime: security == nil ? nil : policy.handshakeTime))
        return try Connection(wrappingChannelSynchronously: channel)
    }

    private func admit() -> Bool {
        delivery.ledger.change(delivery.address) { entry in
            guard entry.connections < policy.largestConnections else {
                entry.refusedConnections += 1
                return false
            }
            entry.connections += 1
            return true
        }
    }

    private func serve(_ connection: Connection) async {
        let sender = connection.channel.remoteAddress?.ipAddress ?? ""
        do {
            try await connection.executeThenClose { inbound, _ in
                var framing = SyslogFraming(largestMessage: policy.largestMessage)
                var messages: [SyslogFraming.Message] = []
                do {
                    for try await buffer in inbound {
                        framing.feed(buffer.readableBytesView, into: &messages)
                        let inputs = messages.map { SyslogInput(bytes: $0.bytes, sender: sender, isCut: $0.isCut) }
                        messages.removeAll(keepingCapacity: true)
                        try await delivery.store(inputs)
                    }
                } catch {
                    // What came before a connection broke is kept, the beginning of a message as well.
                    delivery.logger.debug("syslog connection ended", metadata: ["sender": "\(sender)", "error": "\(error)"])
                }
                framing.finish(into: &messages)
                try await delivery.store(messages.map { SyslogInput(bytes: $0.bytes, sender: sender, isCut: $0.isCut) })
            }
        } catch {
            delivery.logger.debug("syslog connection failed", metadata: ["sender": "\(sender)", "error": "\(error)"])
        }
        delivery.ledger.change(delivery.address) { $0.connections -= 1 }
    }
}

/// Closes connections that say nothing for too long, or do not come to an end with TLS's handshake.
private final class SyslogConnectionGuard: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let handshakeTime: TimeAmount?
    private var deadline: Scheduled<Void>?

    init(handshakeTime: TimeAmount?) {
        self.handshakeTime = handshakeTime
    }

    func channelActive(context: ChannelHandlerContext) {
        if let handshakeTime {
            deadline = context.eventLoop.assumeIsolated().scheduleTask(in: handshakeTime) { context.close(promise: nil) }
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { deadline?.cancel() }
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
