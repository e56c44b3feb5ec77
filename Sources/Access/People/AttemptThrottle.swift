public import Primitives

/// How many wrong attempts are borne.
public struct ThrottlePolicy: Hashable, Sendable {
    /// What counts as now.
    public var window = Duration.minutes(15)
    /// Wrong attempts on one account in the window.
    public var attemptsByAccount = 10
    /// Wrong attempts from one address in the window.
    public var attemptsByAddress = 50
    /// Accounts and addresses that are remembered; beyond it the oldest are forgotten.
    public var maximumEntries = 20_000

    public init() {}
}

/// Counts attempts to sign in, by account and by address. An attempt counts when it begins and is forgiven when it
/// succeeds, so that many at once are no way around the count.
struct AttemptThrottle: Sendable {
    enum Key: Hashable, Sendable {
        case account(String)
        case address(String)
    }

    private struct Entry {
        var attempts: Int
        var start: Timestamp
    }

    private let policy: ThrottlePolicy
    private var entries: [Key: Entry] = [:]

    var count: Int { entries.count }

    init(_ policy: ThrottlePolicy = ThrottlePolicy()) {
        self.policy = policy
    }

    /// Counts an attempt.
    /// - Returns: seconds until it is worth asking again, where it is one too many; it is not counted then.
    mutating func begin(account: String, address: String, at now: Timestamp) -> Int? {
        let keys: [(key: Key, limit: Int)] = [
            (.account(account), policy.attemptsByAccount),
            (.address(AttemptThrottle.network(address)), policy.attemptsByAddress),
        ]
        for (key, limit) in keys {
            guard let entry = current(key, at: now), entry.attempts >= limit else { continue }
            return max(1, Int((entry.start + policy.window - now).seconds.rounded(.up)))
        }
        makeRoom(at: now)
        for (key, _) in keys {
            let entry = current(key, at: now)
            entries[key] = Entry(attempts: (entry?.attempts ?? 0) + 1, start: entry?.start ?? now)
        }
        return nil
    }

    /// Forgives the attempts on an account, and this one to its address.
    mutating func succeed(account: String, address: String) {
        entries[.account(account)] = nil
        let key = Key.address(AttemptThrottle.network(address))
        if let attempts = entries[key]?.attempts { entries[key]?.attempts = max(0, attempts - 1) }
    }

    private func current(_ key: Key, at now: Timestamp) -> Entry? {
        entries[key].flatMap { now - $0.start < policy.window ? $0 : nil }
    }

    private mutating func makeRoom(at now: Timestamp) {
        guard entries.count + 2 > policy.maximumEntries else { return }
        entries = entries.filter { now - $0.value.start < policy.window }
        guard entries.count + 2 > policy.maximumEntries else { return }
        let oldest = entries.sorted { $0.value.start < $1.value.start }.prefix(policy.maximumEntries / 4)
        for (key, _) in oldest { entries[key] = nil }
    }

    /// One customer has a whole /64 of IPv6; it counts as one.
    private static func network(_ address: String) -> String {
        guard let parsed = IPAddress(address), !parsed.isIPv4 else { return address }
        return parsed.prefix(64).description
    }
}
