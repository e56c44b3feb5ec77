/// Holds a running query to its limits. Operators ask it between batches.
public final class ExecutionControl {
    let limits: QueryLimits
    private let start = ContinuousClock.now
    private let isCancelled: @Sendable () -> Bool
    private var held = 0

    /// - Parameter isCancelled: asked between batches; true ends the query.
    public init(limits: QueryLimits = QueryLimits(), isCancelled: @escaping @Sendable () -> Bool = { false }) {
        self.limits = limits
        self.isCancelled = isCancelled
    }

    /// Throws where the query has to end.
    func check() throws {
        if isCancelled() { throw QueryError(.cancelled, "the query was cancelled") }
        if ContinuousClock.now - start > .seconds(limits.seconds) {
            throw QueryError(.limit, "the query took longer than \(limits.seconds) seconds; narrow it by time or filter earlier")
        }
    }

    /// Counts memory that an operator holds on to.
    func hold(_ bytes: Int) throws {
        held += bytes
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
