internal import GraphAPI
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// A way to speak with clients, behind limits on how many there are and how long they take to say what they want.
struct GuardedChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    private let base: Base
    private let census: ConnectionCensus
    private let limits: ServerLimits

    init(_ base: Base, census: ConnectionCensus, limits: ServerLimits) {
        self.base = base
        self.census = census
        self.limits = limits
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let address = RemoteAddress.text(of: channel)
        guard census.enter(address) else {
            logger.debug("connection refused", metadata: ["address": "\(address)", "open": "\(census.open)"])
            // Closed once it is set up: what fails before would look like a fault of the listening socket.
            return base.setup(channel: channel, logger: logger).map { value in
                channel.close(promise: nil)
                return value
            }
        }
        let census = census
        channel.closeFuture.whenComplete { _ in census.leave(address) }
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandlers(
                [HeadDeadline(.seconds(limits.headSeconds)), ShutdownDeadline(.seconds(limits.shutdownSeconds))], position: .first
            )
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}

/// Closes a connection that has not come to its first request in time, whatever holds it up: an unfinished handshake, a head
/// that trickles, nothing at all.
final class HeadDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let patience: TimeAmount
    private var closing: Scheduled<Void>?

    init(_ patience: TimeAmount) {
        self.patience = patience
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        closing = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { isMet() }

    func channelInactive(context: ChannelHandlerContext) {
        isMet()
        context.fireChannelInactive()
    }

    /// The first head is there; from now on others watch.
    func isMet() {
        closing?.cancel()
        closing = nil
    }
}
