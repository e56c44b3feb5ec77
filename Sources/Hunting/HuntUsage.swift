public import Primitives
internal import Synchronization

/// What the hunts since the server's start used up, the last of them, and what is left of each account's quota.
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
        if quota > 0, entry.interface != .detection { entry.share = entry.seconds / quota }
        books.withLock { books in
            HuntUsage.turn(&books, to: now)
            books.spent[Account(name: entry.account, interface: entry.interface), default: 0] += entry.seconds
            if books.entries.count < HuntPolicy.reportedHunts {
                books.entries.append(entry)
            } else {
                books.entries[books.next] = entry
                books.next = (books.next + 1) % books.entries.count
            }
        }
        return entry.share
    }

    static func secondsLeft(at now: Timestamp) -> Int {
        let second = now.ticks / Duration.ticksPerSecond
        return Int(HuntPolicy.quotaCycle - second % HuntPolicy.quotaCycle)
    }

    private static func turn(_ books: inout Books, to now: Timestamp) {
        let cycle = now.ticks / Duration.ticksPerSecond / HuntPolicy.quotaCycle
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
