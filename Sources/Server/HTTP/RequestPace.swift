internal import GraphAPI
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Sees to it that a request, once begun, goes on: its body comes at a least rate, its answer is fetched at a least rate, and
/// a body whose answer is already given ends soon. Time in which the server itself does not want to read counts for nobody.
///
/// One stands in each connection of HTTP/1.1, and in each stream of HTTP/2.
final class RequestPace: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// A pause of the server's own that is longer begins the body's time anew.
    private static let ownPause = TimeAmount.seconds(1)

    private let pace: TimeAmount
    private let leastBytes: Int
    private let linger: TimeAmount
    private var isReading = false
    /// Whether the server wants to read and the client has to send.
    private var isWaiting = false
    private var bytes = 0
    private var lastRead = NIODeadline.now()
    private var body: Scheduled<Void>?
    private var answer: Scheduled<Void>?
    private var rest: Scheduled<Void>?

    init(_ limits: ServerLimits) {
        pace = .seconds(limits.paceSeconds)
        leastBytes = limits.leastBytes
        linger = .seconds(limits.lingerSeconds)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            RequestPace.deadline(of: context.channel)?.isMet()
            isReading = true
            watchBody(context)
        case .body(let part): bytes += part.readableBytes
        case .end:
            isReading = false
            cancel(&body)
            cancel(&rest)
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        lastRead = .now()
        isWaiting = false
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if isReading, body != nil, NIODeadline.now() - lastRead > RequestPace.ownPause { watchBody(context) }
        isWaiting = true
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data), isReading {
            let channel = context.channel
            rest = context.eventLoop.scheduleTask(in: linger) { channel.close(promise: nil) }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        cancel(&answer)
        if !context.channel.isWritable {
            let channel = context.channel
            answer = context.eventLoop.scheduleTask(in: pace) { channel.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancelAll()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancelAll() }

    /// Looks again after a while whether enough has come.
    private func watchBody(_ context: ChannelHandlerContext) {
        cancel(&body)
        bytes = 0
        let (channel, handler) = (context.channel, NIOLoopBound((self, context), eventLoop: context.eventLoop))
        body = context.eventLoop.scheduleTask(in: pace) {
            let (pace, context) = handler.value
            if pace.isWaiting, pace.bytes < pace.leastBytes { channel.close(promise: nil) } else { pace.watchBody(context) }
        }
    }

    private func cancel(_ task: inout Scheduled<Void>?) {
        task?.cancel()
        task = nil
    }

    private func cancelAll() {
        cancel(&body)
        cancel(&answer)
        cancel(&rest)
    }

    /// It stands in the connection's own pipeline; a stream's channel has the connection as its parent.
    private static func deadline(of channel: any Channel) -> HeadDeadline? {
        let own = try? channel.pipeline.syncOperations.handler(type: HeadDeadline.self)
        return own ?? channel.parent.flatMap { try? $0.pipeline.syncOperations.handler(type: HeadDeadline.self) }
    }
}
