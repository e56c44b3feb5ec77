internal import Crypto
internal import Foundation
internal import Primitives
internal import Synchronization

/// A sign-in that went to the identity provider and has not come back.
struct PendingSignIn: Hashable, Sendable {
    /// Ties the answer to the browser that asked.
    let state: String
    /// Ties the id token to this sign-in.
    let nonce: String
    /// Ties the code to us (RFC 7636).
    let verifier: String
    let started: Timestamp
    /// Where whoever signs in goes then.
    let destination: LocalAddress?

    init(destination: LocalAddress?, at now: Timestamp) {
        self.destination = destination
        state = PendingSignIn.random()
        nonce = PendingSignIn.random()
        verifier = PendingSignIn.random()
        started = now
    }

    /// What the provider is shown of the verifier, by the method `S256`.
    var challenge: String { SigningKey.base64url(Data(SHA256.hash(data: Data(verifier.utf8)))) }

    private static func random() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { SigningKey.base64url(Data($0)) }
    }
}

/// The sign-ins that may still come back, each of them once.
final class PendingSignIns: Sendable {
    /// How long somebody may take at the provider.
    static let patience = Duration.minutes(10)
    /// Sign-ins at a time; the oldest are forgotten.
    static let maximum = 1_000

    private let pending = Mutex<[String: PendingSignIn]>([:])

    func begin(destination: LocalAddress? = nil, at now: Timestamp) -> PendingSignIn {
        let signIn = PendingSignIn(destination: destination, at: now)
        pending.withLock { pending in
            pending = pending.filter { now - $0.value.started < PendingSignIns.patience }
            if pending.count >= PendingSignIns.maximum, let oldest = pending.min(by: { $0.value.started < $1.value.started }) {
                pending[oldest.key] = nil
            }
            pending[signIn.state] = signIn
        }
        return signIn
    }

    /// The sign-in of a state, which is used up by asking.
    func take(_ state: String, at now: Timestamp) -> PendingSignIn? {
        let signIn = pending.withLock { $0.removeValue(forKey: state) }
        return signIn.flatMap { now - $0.started < PendingSignIns.patience ? $0 : nil }
    }
}
