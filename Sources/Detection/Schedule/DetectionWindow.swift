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
    /// Behind this moment the query sees rows.
    public var start: Timestamp

    public init(after: Timestamp, through: Timestamp, start: Timestamp) {
        (self.after, self.through, self.start) = (after, through, start)
    }

    /// What the query sees.
    public var seen: ClosedRange<Timestamp> {
        min(Timestamp(ticks: min(start, after).ticks + 1), through)...through
    }
}
