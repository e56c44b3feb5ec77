public import Primitives

/// What one run of a rule looks at, on the time when events came in.
///
/// Windows of a rule lie end to end: each begins behind the one before. A run looks further back than its window begins where
/// the rule says so.
public struct DetectionWindow: Hashable, Sendable {
    /// The end of the window before; what came in at it is not looked for any more.
    public var after: Timestamp
    /// The last moment that belongs to it.
    public var through: Timestamp
    /// From where on the query sees rows.
    public var start: Timestamp

    public init(after: Timestamp, through: Timestamp, start: Timestamp) {
        (self.after, self.through, self.start) = (after, through, start)
    }

    /// What the query sees. A window that looks no further back begins one tick behind the one before.
    public var seen: ClosedRange<Timestamp> {
        let first = min(start, after) == after ? Timestamp(ticks: after.ticks + 1) : start
        return min(first, through)...through
    }
}
