internal import Synchronization

/// Holds a running query to its limits. Operators ask it between batches.
public final class ExecutionControl {
    let limits: QueryLimits
    /// When the query has to end.
    let stop: QueryStop
    private var held = 0
    private let peak: PeakMemory?

    /// - Parameters:
    ///   - peak: is told how much the operators hold.
    ///   - isCancelled: asked between batches; true ends the query.
    public init(
        limits: QueryLimits = QueryLimits(), peak: PeakMemory? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.limits = limits
        self.peak = peak
        stop = QueryStop(seconds: limits.seconds, isCancelled: isCancelled)
    }

    /// Throws where the query has to end.
    func check() throws { try stop.check() }

    /// Counts memory that an operator holds on to.
    func hold(_ bytes: Int) throws {
        held += bytes
        peak?.note(held)
        guard held <= limits.memory else {
            throw QueryError(
                .limit, "the query needs more than \(limits.memory >> 20) MB; filter earlier, or keep fewer columns")
        }
    }

    func release(_ bytes: Int) { held -= bytes }

    func checkRows(_ count: Int) throws {
        guard count <= limits.intermediateRows else {
            throw QueryError(.limit, "an operator makes more than \(limits.intermediateRows) rows")
        }
    }
}

/// The most memory that the operators of a query held at a time, in bytes, estimated.
public final class PeakMemory: Sendable {
    private let most = Atomic(0)

    public init() {}

    public var bytes: Int { most.load(ordering: .relaxed) }

    func note(_ held: Int) { most.max(held, ordering: .relaxed) }
}

/// Says when a query has to end: its time is over, or nobody waits for it. A store that works on a part of the query by itself
/// asks from another thread.
public struct QueryStop: Sendable {
    /// That of the query that runs here, for a function which works long on a single row.
    @TaskLocal static var current: QueryStop?

    private let start = ContinuousClock.now
    private let seconds: Double
    private let isCancelled: @Sendable () -> Bool

    /// - Parameter seconds: the longest that the query runs, from now on.
    public init(seconds: Double, isCancelled: @escaping @Sendable () -> Bool = { false }) {
        (self.seconds, self.isCancelled) = (seconds, isCancelled)
    }

    /// Throws where the query has to end.
    public func check() throws(QueryError) {
        if isCancelled() { throw QueryError(.cancelled, "the query was cancelled") }
        if ContinuousClock.now - start > .seconds(seconds) {
            throw QueryError(.limit, "the query took longer than \(seconds) seconds; narrow it by time or filter earlier")
        }
    }
}
