public import Primitives

/// How long keys sign.
public struct SigningKeyPolicy: Hashable, Sendable {
    /// Age after which the next key takes over.
    public var maximumAge = Duration.days(90)
    /// What a key is kept for beyond the last token that it signed, for clocks that differ.
    public var leeway = Duration.minutes(5)

    public init() {}

    /// Whether the newest key has signed long enough.
    func isDue(newest: Timestamp, at now: Timestamp) -> Bool { now - newest >= maximumAge }

    /// Whether a key has no token left that is good.
    /// - Parameter replaced: when the next key took over.
    func isSpent(replaced: Timestamp, at now: Timestamp) -> Bool {
        now - leeway - replaced >= .seconds(TokenClaims.lifetime)
    }
}
