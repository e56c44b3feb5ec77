internal import CaseStore
public import Primitives
internal import Synchronization

/// Lets people in and out.
public struct SignInDesk: Sendable {
    private let store: CaseStore
    private let book: CallerBook
    private let hasher: PasswordHasher
    private let throttle: SharedThrottle
    public let policy: SessionPolicy

    init(store: CaseStore, book: CallerBook, hasher: PasswordHasher, throttle: SharedThrottle, policy: SessionPolicy) {
        self.store = store
        self.book = book
        self.hasher = hasher
        self.throttle = throttle
        self.policy = policy
    }

    /// Begins a session. Whatever is wrong, the answer is the same and takes as long.
    /// - Throws: `AccessError.notLetIn`, `.tooManyAttempts`, `.busy`.
    public func signIn(
        account: String, password: String, address: String, at now: Timestamp
    ) async throws -> (caller: Caller, token: SessionToken) {
        // What can be nobody's is refused before it costs anything.
        guard account.utf8.count <= AccessName.maximumLength, password.utf8.count <= PasswordRule.maximumBytes else {
            throw AccessError.notLetIn
        }
        let account = account.lowercased()
        try throttle.begin(account: account, address: address, at: now)
        let stored = try await store.read { try $0.people().first { $0.account == account } }
        let isRight = try await hasher.verifies(password, stored?.password.flatMap(PasswordHash.init(text:)))
        guard isRight, stored?.isEnabled == true else {
            try await refuse(stored?.account, isRight ? "disabled" : "password", address, now)
            throw AccessError.notLetIn
        }
        throttle.succeed(account: account, address: address)
        return try await begin(account, address: address, at: now)
    }

    /// Begins a session for somebody whose identity is established.
    func begin(
        _ account: String, address: String, at now: Timestamp
    ) async throws -> (caller: Caller, token: SessionToken) {
        let token = SessionToken()
        let count = policy.sessionsByPerson
        try await store.write(by: ChangeActor(person: account), at: now) { transaction in
            let person = try transaction.reader.people().first { $0.account == account }
            guard person?.isEnabled == true else { throw AccessError.notLetIn }
            try transaction.begin(
                StoredSession(digest: token.digest, account: account, created: now, address: address), keeping: count)
        }
        guard let caller = book.caller(ofPerson: account) else { throw AccessError.notLetIn }
        return (caller, token)
    }

    /// Whose session it is; `nil` where it is none that is good.
    public func caller(of token: SessionToken, at now: Timestamp) async throws -> Caller? {
        guard let session = try await store.read({ try $0.session(digest: token.digest) }),
            policy.isGood(created: session.created, lastUsed: session.lastUsed, at: now),
            let caller = book.caller(ofPerson: session.account)
        else { return nil }
        if now - session.lastUsed >= policy.touchInterval {
            try await store.write(by: .access, at: now) { try $0.touch(session: session.digest) }
        }
        return caller
    }

    /// Whose session it is, asked by something that runs on by itself: it is no use of the session.
    public func watcher(by token: SessionToken, at now: Timestamp) async throws -> Caller? {
        guard let session = try await store.read({ try $0.session(digest: token.digest) }),
            policy.isGood(created: session.created, lastUsed: session.lastUsed, at: now)
        else { return nil }
        return book.caller(ofPerson: session.account)
    }

    public func signOut(_ token: SessionToken) async throws {
        guard let session = try await store.read({ try $0.session(digest: token.digest) }) else { return }
        try await store.write(by: ChangeActor(person: session.account), at: .now) { try $0.end(session) }
    }

    /// Changes one's own password. Every session ends, this one too.
    /// - Throws: `AccessError`.
    public func changePassword(
        of account: String, from old: String, to new: String, address: String, at now: Timestamp
    ) async throws {
        try PasswordRule.check(new, of: account)
        try throttle.begin(account: account, address: address, at: now)
        guard let stored = try await store.read({ try $0.people().first { $0.account == account } }),
            try await hasher.verifies(old, stored.password.flatMap(PasswordHash.init(text:)))
        else {
            try await refuse(account, "password change", address, now)
            throw AccessError.wrongPassword
        }
        throttle.succeed(account: account, address: address)
        let hash = try await hasher.hash(new).text
        try await store.write(by: ChangeActor(person: account), at: now) { transaction in
            guard var person = try transaction.reader.people().first(where: { $0.account == account }),
                person.password == stored.password
            else { throw AccessError.notLetIn }
            person.password = hash
            person.passwordChanged = now
            try transaction.save(person)
            try transaction.endSessions(of: account)
        }
        try await book.reload()
    }

    /// Lets go of sessions that are no longer good.
    public func sweep(at now: Timestamp) async throws {
        let (idle, absolute) = (now - policy.idle, now - policy.absolute)
        try await store.write(by: .access, at: now) { try $0.removeSessions(usedBefore: idle, createdBefore: absolute) }
    }

    private func refuse(_ account: String?, _ reason: String, _ address: String, _ now: Timestamp) async throws {
        try await store.write(by: .access, at: now) { transaction in
            try transaction.noteSignInRefused(account: account, reason: reason, address: address)
        }
    }
}

/// One count for all ways in.
final class SharedThrottle: Sendable {
    private let throttle: Mutex<AttemptThrottle>

    init(_ policy: ThrottlePolicy = ThrottlePolicy()) {
        throttle = Mutex(AttemptThrottle(policy))
    }

    /// - Throws: `AccessError.tooManyAttempts`.
    func begin(account: String, address: String, at now: Timestamp) throws(AccessError) {
        if let seconds = throttle.withLock({ $0.begin(account: account, address: address, at: now) }) {
            throw .tooManyAttempts(retryAfter: seconds)
        }
    }

    func succeed(account: String, address: String) {
        throttle.withLock { $0.succeed(account: account, address: address) }
    }
}
