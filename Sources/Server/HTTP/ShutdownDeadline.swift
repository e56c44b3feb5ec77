internal import NIOCore

/// Closes a connection some time after the server was told to end, whatever is still under way on it. HTTP/2 asks its client
/// whether it knows of the end, and waits: a client that is idle and reads nothing would hold the server up for ever.
final class ShutdownDeadline: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let patience: TimeAmount
    private var closing: Scheduled<Void>?

    init(_ patience: TimeAmount) {
        self.patience = patience
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, closing == nil {
            let channel = context.channel
            closing = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        closing?.cancel()
        context.fireChannelInactive()
    }
}
