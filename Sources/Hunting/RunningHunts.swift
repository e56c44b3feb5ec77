public import Primitives
internal import Synchronization

/// The hunts that run now: each may be ended by its id.
public final class RunningHunts: Sendable {
    /// A hunt that runs.
    public struct Entry: Hashable, Sendable {
        /// Given by whoever asked, or made here.
        public var id: String
        /// The account that asked; empty where the server asks by itself.
        public var account: String
        public var query: String
        public var begun: Timestamp
    }

    private struct Running {
        var entry: Entry
        var flag: StopFlag
    }

    private let running = Mutex<[String: Running]>([:])

    init() {}

    /// Those of an account, or all where there is none; the oldest first. What was told to end runs no more, though it may
    /// take a moment to stop.
    public func entries(of account: String? = nil) -> [Entry] {
        running.withLock { $0.values.filter { !$0.flag.isSet }.map(\.entry) }.filter { account == nil || $0.account == account }
            .sorted { ($0.begun, $0.id) < ($1.begun, $1.id) }
    }

    /// Ends a hunt: it fails as cancelled within tenths of a second.
    /// - Parameter account: whose it has to be; `nil` for anybody's.
    /// - Returns: the hunt; `nil` where none of the id runs that may be ended.
    public func cancel(_ id: String, of account: String? = nil) -> Entry? {
        running.withLock { running in
            guard let found = running[id], account == nil || found.entry.account == account else { return nil }
            found.flag.set()
            return found.entry
        }
    }

    /// - Throws: `HuntError.idTaken`.
    func begin(_ query: String, by asker: HuntAsker, _ flag: StopFlag) throws(HuntError) -> String {
        let id = asker.id ?? String(UInt64.random(in: .min ... .max), radix: 36)
        let isNew = running.withLock { running in
            guard running[id] == nil else { return false }
            running[id] = Running(
                entry: Entry(id: id, account: asker.account, query: query, begun: .now), flag: flag)
            return true
        }
        guard isNew else { throw .idTaken }
        return id
    }

    func end(_ id: String) { running.withLock { $0[id] = nil } }
}

/// Who asks, and by which id he may end the hunt.
public struct HuntAsker: Hashable, Sendable {
    /// The longest id, in bytes.
    public static let longestID = 100

    public var account: String
    public var interface: HuntInterface
    /// `nil` where one is to be made.
    public var id: String?

    public init(_ account: String, by interface: HuntInterface = .api, id: String? = nil) {
        (self.account, self.interface, self.id) = (account, interface, id)
    }

    /// The server itself.
    public static let server = HuntAsker("", by: .detection)
}

/// Set once, seen from another thread.
final class StopFlag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}
