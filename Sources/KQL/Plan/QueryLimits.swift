/// What a query may use up. Where a limit is reached the query fails and says which; nothing is cut silently.
public struct QueryLimits: Sendable {
    /// The most rows of an answer.
    public var resultRows = 500_000
    /// The most bytes of an answer, in memory; an estimate.
    public var resultBytes = 1 << 30
    /// The longest a query runs, in seconds.
    public var seconds = 600.0
    /// The most memory that operators hold at once, in bytes; an estimate.
    public var memory = 4 << 30
    /// The most rows that an operator may make of its input (`range`, `mv-expand`, `join`).
    public var intermediateRows = 200_000_000

    public init() {}
}
