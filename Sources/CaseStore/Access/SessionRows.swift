public import Primitives
internal import SQL

/// A person's session in a browser.
public struct StoredSession: Hashable, Sendable {
    /// Of the token that the browser holds.
    public var digest: [UInt8]
    public var account: String
    public var created: Timestamp
    public var lastUsed: Timestamp
    /// Where he signed in from.
    public var address: String

    public init(digest: [UInt8], account: String, created: Timestamp, address: String) {
        self.digest = digest
        self.account = account
        self.created = created
        lastUsed = created
        self.address = address
    }

    init(row: any SQLRow) {
        digest = row.blob(0)
        account = row.text(1)
        created = Timestamp(ticks: row.integer(2))
        lastUsed = Timestamp(ticks: row.integer(3))
        address = row.text(4)
    }
}

extension CaseReader {
    public func session(digest: [UInt8]) throws -> StoredSession? {
        try session.first(SessionSQL.one, [.blob(digest)]) { StoredSession(row: $0) }
    }
}

extension CaseTransaction {
    /// Begins a session. Beyond so many of one person the oldest end.
    public func begin(_ session: StoredSession, keeping count: Int) throws {
        try self.session.execute(
            SessionSQL.insert,
            [
                .blob(session.digest), .text(session.account), .integer(session.created.ticks),
                .integer(session.lastUsed.ticks), .text(session.address),
            ])
        try self.session.execute(
            SessionSQL.trim, [.text(session.account), .text(session.account), .integer(Int64(count))])
        try log.append(
            .signedIn, after: ["account": .string(session.account), "address": .string(session.address)])
    }

    public func end(_ session: StoredSession) throws {
        try self.session.execute(SessionSQL.remove, [.blob(session.digest)])
        try log.append(.signedOut, after: ["account": .string(session.account)])
    }

    /// Ends a person's sessions.
    public func endSessions(of account: String) throws {
        guard try session.execute(SessionSQL.removeAll, [.text(account)]) > 0 else { return }
        try log.append(.sessionsEnded, after: ["account": .string(account)])
    }

    /// Remembers that a session was used; no change of anything, so nothing is logged.
    public func touch(session digest: [UInt8]) throws {
        try session.execute(SessionSQL.touch, [.integer(time.ticks), .blob(digest)])
    }

    /// Lets go of sessions that are no longer good.
    public func removeSessions(usedBefore idle: Timestamp, createdBefore absolute: Timestamp) throws {
        try session.execute(SessionSQL.expire, [.integer(idle.ticks), .integer(absolute.ticks)])
    }
}

private enum SessionSQL {
    static let one = SQLStatement(
        "session.one", "SELECT digest, account, created, last_used, address FROM sessions WHERE digest = ?")
    static let insert = SQLStatement(
        "session.insert", "INSERT INTO sessions (digest, account, created, last_used, address) VALUES (?, ?, ?, ?, ?)")
    static let trim = SQLStatement(
        "session.trim",
        """
        DELETE FROM sessions WHERE account = ? AND digest NOT IN (
            SELECT digest FROM sessions WHERE account = ? ORDER BY created DESC, digest LIMIT ?)
        """)
    static let remove = SQLStatement("session.remove", "DELETE FROM sessions WHERE digest = ?")
    static let removeAll = SQLStatement("session.removeAll", "DELETE FROM sessions WHERE account = ?")
    static let touch = SQLStatement("session.touch", "UPDATE sessions SET last_used = ? WHERE digest = ?")
    static let expire = SQLStatement("session.expire", "DELETE FROM sessions WHERE last_used < ? OR created < ?")
}
