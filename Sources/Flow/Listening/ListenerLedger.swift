public import Primitives
internal import Synchronization

/// How each listener is doing, since the server started.
public final class ListenerLedger: Sendable {
    public struct Entry: Hashable, Sendable {
        public var isOpen = false
        /// Why it is not open; empty while it is, or was not tried yet.
        public var failure = ""
        /// Connections that are open now.
        public var connections = 0
        /// Connections that were turned away, since there were as many as may be.
        public var refusedConnections = 0
        /// Messages that are in the inbox.
        public var received = 0
        /// Of those, the ones that the source's format cannot read.
        public var unreadable = 0
        /// Messages that were longer than may be; their beginning is in the inbox.
        public var cut = 0
        /// Datagrams that were let go: more came than could be stored.
        public var dropped = 0
        public var lastReceived: Timestamp?

        public init() {}
    }

    private let entries = Mutex<[String: Entry]>([:])

    public init() {}

    /// By the listener's address.
    public subscript(address: String) -> Entry { entries.withLock { $0[address] ?? Entry() } }

    @discardableResult
    public func change<Result: Sendable>(_ address: String, _ body: (inout Entry) -> Result) -> Result {
        entries.withLock { body(&$0[address, default: Entry()]) }
    }
}
