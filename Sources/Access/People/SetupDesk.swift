public import CaseStore
public import Primitives
internal import Synchronization

/// Makes the first administrator, once, with a secret that only the terminal of the server was shown.
public final class SetupDesk: Sendable {
    private let people: PersonDesk
    private let throttle: SharedThrottle
    /// The digest of the secret; `nil` once it was used, or where there are people already.
    private let secret: Mutex<[UInt8]?>

    init(people: PersonDesk, throttle: SharedThrottle) {
        self.people = people
        self.throttle = throttle
        secret = Mutex(nil)
    }

    /// A new secret where there is nobody yet, which takes the place of an earlier one; `nil` otherwise.
    public func makeSecret(_ store: CaseStore) async throws -> String? {
        guard try await store.read({ try $0.people().isEmpty }) else { return nil }
        let token = AccessToken(prefix: "setup-")
        secret.withLock { $0 = token.digest }
        return token.text
    }

    /// - Throws: `AccessError`.
    public func setUp(
        secret text: String, account: String, displayName: String?, password: String, address: String, at now: Timestamp
    ) async throws -> Person {
        // Counted by address alone: nobody guesses 256 bits, and wrong ones from elsewhere must not lock the owner out.
        let attempt = "setup \(address)"
        try throttle.begin(account: attempt, address: address, at: now)
        guard let digest = secret.withLock({ $0 }) else { throw AccessError.alreadySetUp }
        guard AccessToken.areEqual(AccessToken.digest(of: text), digest) else { throw AccessError.wrongSetupSecret }
        throttle.succeed(account: attempt, address: address)
        let person = try await people.addFirst(account, displayName: displayName, password: password)
        secret.withLock { $0 = nil }
        return person
    }
}
