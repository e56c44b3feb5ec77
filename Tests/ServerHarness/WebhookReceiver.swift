internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
public import Primitives
internal import Synchronization

/// A program that is told of incidents: keeps what it is sent, and answers as it is asked to.
public final class WebhookReceiver: Sendable {
    public struct Message: Sendable {
        public var headers: [String: String]
        public var body: [UInt8]

        public var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
        public var id: String { json["id"]?.string ?? "" }
    }

    public let port: Int
    private let channel: any Channel
    private let state = Mutex<(messages: [Message], answer: Answer, isSilent: Bool)>(([], Answer(), false))

    private struct Answer: Sendable {
        var status = 200
        var body = ""
    }

    public init() async throws {
        let box = Relay()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Exchange { box.answer($0) })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
        box.set { [weak self] message in self?.take(message) ?? Answer(status: 503) }
    }

    public var url: String { "http://127.0.0.1:\(port)/hook" }

    public var messages: [Message] { state.withLock { $0.messages } }

    /// What is answered from now on.
    public func answer(_ status: Int, body: String = "") {
        state.withLock { ($0.answer, $0.isSilent) = (Answer(status: status, body: body), false) }
    }

    /// Nothing is answered from now on.
    public func fallSilent() { state.withLock { $0.isSilent = true } }

    public func end() { channel.close(promise: nil) }

    private func take(_ message: Message) -> Answer? {
        state.withLock { state in
            state.messages.append(message)
            return state.isSilent ? nil : state.answer
        }
    }

    /// Stands between the connections and the receiver, which is made after them.
    private final class Relay: Sendable {
        private let body = Mutex<(@Sendable (Message) -> Answer?)?>(nil)

        func set(_ new: @escaping @Sendable (Message) -> Answer?) { body.withLock { $0 = new } }
        func answer(_ message: Message) -> Answer? { body.withLock { $0 }?(message) ?? nil }
    }

    private final class Exchange: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let answer: @Sendable (Message) -> Answer?
        private var message = Message(headers: [:], body: [])

        init(_ answer: @escaping @Sendable (Message) -> Answer?) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                message = Message(headers: Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }, body: [])
            case .body(let buffer): message.body += Array(buffer.readableBytesView)
            case .end:
                guard let answer = answer(message) else { return }
                let status = answer.status
                var headers = HTTPHeaders([("Content-Length", "\(answer.body.utf8.count)")])
                if status == 302 { headers.add(name: "Location", value: "http://127.0.0.1:1/elsewhere") }
                let head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
