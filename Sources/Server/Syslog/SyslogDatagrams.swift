internal import Flow
internal import Ingestion
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Syslog over UDP (RFC 5426), one message a datagram. Datagrams cannot be held back: those that come faster than they can be
/// stored wait in a bounded queue, and beyond it are dropped and counted.
struct SyslogDatagrams: Sendable {
    let address: ListenerAddress
    let policy: SyslogPolicy
    let delivery: SyslogDelivery

    /// Listens until the task is cancelled, and then stores what still waits.
    func run() async throws {
        let queue = DatagramQueue(policy)
        let (ledger, name) = (delivery.ledger, delivery.address)
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_rcvbuf), value: SocketOptionValue(policy.receiveBuffer))
            .channelOption(.datagramVectorReadMessageCount, value: DatagramReader.vector)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: DatagramReader.vector << 16))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let reader = DatagramReader { input in
                        if !queue.offer(input) { ledger.change(name) { $0.dropped += 1 } }
                    }
                    try channel.pipeline.syncOperations.addHandler(reader)
                }
            }
            .bind(host: address.host, port: address.port).get()
        ledger.change(name) { entry in (entry.isOpen, entry.failure) = (true, "") }
        let outcome = await Result {
            for await _ in queue.bell {
                while let batch = queue.take() { try await delivery.store(batch) }
            }
            while let batch = queue.take() { try await delivery.store(batch) }
        }
        try? await channel.close()
        try outcome.get()
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// Datagrams between the socket and the inbox.
private final class DatagramQueue: Sendable {
    private struct State {
        var inputs: [SyslogInput] = []
        var bytes = 0
    }

    /// Has an element when something was put in.
    let bell: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation
    private let state = Mutex(State())
    private let policy: SyslogPolicy

    init(_ policy: SyslogPolicy) {
        self.policy = policy
        (bell, ring) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Answers whether there was room.
    func offer(_ input: SyslogInput) -> Bool {
        let hasRoom = state.withLock { state in
            guard state.inputs.count < policy.largestQueue, state.bytes + input.bytes.count <= policy.largestQueueBytes else {
                return false
            }
            state.inputs.append(input)
            state.bytes += input.bytes.count
            return true
        }
        if hasRoom { ring.yield() }
        return hasRoom
    }

    /// The next batch; `nil` where there is nothing.
    func take() -> [SyslogInput]? {
        state.withLock { state in
            guard !state.inputs.isEmpty else { return nil }
            let batch = Array(state.inputs.prefix(policy.batch))
            state.inputs.removeFirst(batch.count)
            state.bytes -= batch.reduce(0) { $0 + $1.bytes.count }
            return batch
        }
    }
}

private final class DatagramReader: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    /// Datagrams that are read from the system at once, each of at most 64 KiB.
    static let vector = 16

    private let receive: @Sendable (SyslogInput) -> Void

    init(_ receive: @escaping @Sendable (SyslogInput) -> Void) {
        self.receive = receive
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        var bytes = Array(envelope.data.readableBytesView)
        while let last = bytes.last, [0x00, 0x0a, 0x0d].contains(last) { bytes.removeLast() }
        guard !bytes.isEmpty else { return }
        receive(SyslogInput(bytes: bytes, sender: envelope.remoteAddress.ipAddress ?? ""))
    }
}
