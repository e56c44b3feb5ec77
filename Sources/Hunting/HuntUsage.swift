public import Primitives
internal import Synchronization

/// What hunts used up, the last of them, and what is left of each account's quota. It outlives the process by what
/// `HuntUsage+stored.swift` does.
public final class HuntUsage: Sendable {
    /// How a hunt ended.
    public enum State: String, Sendable {
        case completed, failed, cancelled
        /// The account's quota was used up: it was not run.
        case throttled
    }

    /// One hunt.
    public struct Entry: Hashable, Sendable {
        /// The account that asked; empty where the server asks by itself.
        public var account: String
        public var interface: HuntInterface
        /// Its beginning, where it is longer than the report keeps.
        public var query: String
        public var span: HuntSpan
        public var begun: Timestamp
        /// How long it ran.
        public var seconds: Double
        /// Rows of the answer.
        public var rows: Int
        /// The most memory that its operators held, in bytes, estimated.
        public var memory: Int
        /// The share of the account's quota that it used; 0 where there is none.
        public var share: Double
        public var state: State
    }

    private struct Account: Hashable {
        var name: String
        var interface: HuntInterface
    }

    private struct Books {
        /// The newest last, as far as they are kept: a ring once it is full.
        var entries: [Entry] = []
        var next = 0
        var cycle: Int64 = 0
        var spent: [Account: Double] = [:]
        /// Those that are not stored yet, the oldest first.
        var unsaved: [Entry] = []
    }

    private let books = Mutex(Books())
    private let quota: Double

    init(quota: Double) { self.quota = quota }

    /// The hunts of an account, or all where there is none, the newest first.
    public func entries(of account: String? = nil) -> [Entry] {
        books.withLock { books in books.entries[books.next...] + books.entries[..<books.next] }.reversed()
            .filter { account == nil || $0.account == account }
    }

    /// The share of its quota that an account has used in the cycle of a moment.
    public func share(of account: String, by interface: HuntInterface, at now: Timestamp) -> Double {
        guard quota > 0 else { return 0 }
        return books.withLock { books in
            HuntUsage.turn(&books, to: now)
            return (books.spent[Account(name: account, interface: interface)] ?? 0) / quota
        }
    }

    /// - Throws: `HuntError.quotaUsedUp` with the seconds until the next cycle. The server's own hunts have no quota.
    func admit(_ asker: HuntAsker, at now: Timestamp) throws(HuntError) {
        guard asker.interface != .detection, share(of: asker.account, by: asker.interface, at: now) >= 1 else { return }
        throw .quotaUsedUp(seconds: HuntUsage.secondsLeft(at: now))
    }

    /// Notes a hunt that ended, and answers the share of the quota that it used.
    @discardableResult
    func note(_ entry: Entry, at now: Timestamp) -> Double {
        var entry = entry
        entry.query = HuntUsage.beginning(of: entry.query)
        if quota > 0, entry.interface != .detection { entry.share = entry.seconds / quota }
        books.withLock { books in
            HuntUsage.turn(&books, to: now)
            HuntUsage.enter(entry, into: &books)
            books.unsaved.append(entry)
            if books.unsaved.count > HuntPolicy.reportedHunts { books.unsaved.removeFirst() }
        }
        return entry.share
    }

    /// Begins with what an earlier process noted, the oldest first: the report, and what its hunts used in the cycle of now.
    func restore(_ entries: [Entry], at now: Timestamp) {
        books.withLock { books in
            HuntUsage.turn(&books, to: now)
            for entry in entries {
                let end = entry.begun + Duration(ticks: Int64(entry.seconds * Double(Duration.ticksPerSecond)))
                HuntUsage.enter(entry, into: &books, counts: HuntUsage.cycle(of: end) == books.cycle)
            }
        }
    }

    /// Hands over what is not stored yet, the oldest first.
    func takeUnsaved() -> [Entry] {
        books.withLock { books in
            defer { books.unsaved = [] }
            return books.unsaved
        }
    }

    /// Takes back what could not be stored.
    func keepUnsaved(_ entries: [Entry]) {
        books.withLock { books in books.unsaved = (entries + books.unsaved).suffix(HuntPolicy.reportedHunts) }
    }

    private static func enter(_ entry: Entry, into books: inout Books, counts: Bool = true) {
        if counts { books.spent[Account(name: entry.account, interface: entry.interface), default: 0] += entry.seconds }
        if books.entries.count < HuntPolicy.reportedHunts {
            books.entries.append(entry)
        } else {
            books.entries[books.next] = entry
            books.next = (books.next + 1) % books.entries.count
        }
    }

    private static func beginning(of query: String) -> String {
        guard query.utf8.count > HuntPolicy.reportedQueryBytes else { return query }
        // A sign that the limit cuts in two is left out.
        var bytes = Array(query.utf8.prefix(HuntPolicy.reportedQueryBytes))
        while !bytes.isEmpty, String(validating: bytes, as: UTF8.self) == nil { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self) + "…"
    }

    static func secondsLeft(at now: Timestamp) -> Int {
        let second = now.ticks / Duration.ticksPerSecond
        return Int(HuntPolicy.quotaCycle - second % HuntPolicy.quotaCycle)
    }

    private static func cycle(of time: Timestamp) -> Int64 { time.ticks / Duration.ticksPerSecond / HuntPolicy.quotaCycle }

    private static func turn(_ books: inout Books, to now: Timestamp) {
        let cycle = cycle(of: now)
        guard cycle != books.cycle else { return }
        books.cycle = cycle
        books.spent = [:]
    }
}

/// How somebody asks. Each has a quota of its own.
public enum HuntInterface: String, Hashable, Sendable {
    /// The pages, and the command line.
    case portal
    case api
    case detection = "customDetection"
}
