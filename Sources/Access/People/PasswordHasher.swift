internal import Primitives

/// Hashes and checks passwords, one at a time on a thread of its own: each takes 32 MiB and a good part of a second, and
/// nobody must be able to take all of the machine by signing in.
actor PasswordHasher {
    /// Callers that may wait; more are sent away.
    static let maximumWaiting = 32

    nonisolated private let thread = OwnThread("access.passwords")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let parameters: PasswordHash.Parameters
    /// Takes the place of the hash of somebody who is not there, so that the answer takes as long.
    private var decoy: PasswordHash?
    private let line = WaitingLine(places: maximumWaiting)

    init(parameters: PasswordHash.Parameters = .current) {
        self.parameters = parameters
    }

    /// - Throws: `AccessError.busy` where too many wait already.
    nonisolated func hash(_ password: String) async throws -> PasswordHash {
        try line.enter()
        defer { line.leave() }
        return try await make(password)
    }

    /// Whether it is this password. Takes as long where there is no hash, and is false then.
    /// - Throws: `AccessError.busy` where too many wait already.
    nonisolated func verifies(_ password: String, _ hash: PasswordHash?) async throws -> Bool {
        try line.enter()
        defer { line.leave() }
        return try await check(password, hash)
    }

    private func make(_ password: String) throws -> PasswordHash { try PasswordHash(password, parameters) }

    private func check(_ password: String, _ hash: PasswordHash?) throws -> Bool {
        if let hash { return try hash.verifies(password) }
        let decoy = try self.decoy ?? PasswordHash("nobody's password", parameters)
        self.decoy = decoy
        _ = try decoy.verifies(password)
        return false
    }
}
