internal import Access
public import CaseStore
public import Flow
public import Ingestion
public import Primitives
internal import Synchronization

/// What the routes need of the running product.
public final class APIServices: Sendable {
    public let store: CaseStore
    public let flow: CaseFlow
    public let inbox: Inbox
    public let desk: CaseDesk
    public let records: RecordDesk
    public let sources: SourceDesk
    public let door: IngestDoor
    public let backup: Backup
    public let data: DataDirectory
    public let facts: ServerFacts
    private let administrator: [UInt8]
    private let book: Mutex<TokenBook>

    /// - Parameter administrator: the digest of the administrator's token.
    public init(
        store: CaseStore, flow: CaseFlow, inbox: Inbox, data: DataDirectory, administrator: [UInt8], facts: ServerFacts
    ) async throws {
        self.store = store
        self.flow = flow
        self.inbox = inbox
        self.data = data
        self.administrator = administrator
        self.facts = facts
        desk = CaseDesk(flow: flow)
        records = RecordDesk(store: store)
        sources = SourceDesk(flow: flow)
        door = IngestDoor(flow: flow, inbox: inbox)
        backup = Backup(store: store, inbox: inbox, data: data)
        book = Mutex(TokenBook(administrator: administrator))
        try await reloadTokens()
    }

    var callers: TokenBook { book.withLock { $0 } }

    /// Reads the tokens anew after one was replaced.
    func reloadTokens() async throws {
        let digests = try await store.read { try $0.tokenDigests() }
        let tokens = TokenBook(administrator: administrator, sources: digests)
        book.withLock { $0 = tokens }
    }
}

/// What the server says of itself.
public struct ServerFacts: Sendable {
    public var version: String
    public var started: Timestamp
    /// Where people reach it, without a slash at the end.
    public var address: String

    public init(version: String, started: Timestamp, address: String) {
        self.version = version
        self.started = started
        self.address = address
    }
}
