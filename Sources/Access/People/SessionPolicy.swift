public import Primitives

/// How long a person stays signed in.
public struct SessionPolicy: Hashable, Sendable {
    /// Without a request for so long, a session ends.
    public var idle = Duration.hours(1)
    /// A session ends after so long, whatever happens.
    public var absolute = Duration.hours(12)
    /// How exactly it is remembered when a session was last used.
    public var touchInterval = Duration.minutes(1)
    /// Sessions of one person at a time; the oldest end.
    public var sessionsByPerson = 20

    public init() {}

    func isGood(created: Timestamp, lastUsed: Timestamp, at now: Timestamp) -> Bool {
        now - created < absolute && now - lastUsed < idle
    }
}
