public import Primitives

/// Runs KQL. An engine has no state between queries; one may serve many at once.
public struct Engine: Sendable {
    /// The column that `ingestion_time()` reads: when a row came in.
    public static let ingestionColumn = "$IngestionTime"

    public let provider: any TableProvider
    public var limits: QueryLimits
    /// Whether a store may carry out parts of a query; without that it gives rows alone, and the answer is the same.
    public var pushesDown: Bool

    public init(
        provider: any TableProvider = MemoryTables(), limits: QueryLimits = QueryLimits(), pushesDown: Bool = true
    ) {
        self.provider = provider
        self.limits = limits
        self.pushesDown = pushesDown
    }

    /// The answer of a query: that of its last expression.
    ///
    /// - Parameters:
    ///   - now: the moment that `now()` and `ago()` start from.
    ///   - isCancelled: asked while the query runs; true ends it.
    /// - Throws: `QueryError`, with the place in the query where there is one.
    public func run(
        _ query: String, now: Timestamp = .now, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> Table {
        let (table, count) = try beginning(of: query, now: now, isCancelled: isCancelled)
        guard count == table.count else { throw QueryError.tooManyRows(count, of: limits.resultRows) }
        return table
    }

    /// The first rows of an answer, as many as it may have, and how many there are.
    /// - Parameter memory: is told how much memory the query held.
    /// - Throws: as `run`.
    public func beginning(
        of query: String, now: Timestamp = .now, memory: PeakMemory? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> (table: Table, rows: Int) {
        let executor = executor(memory, isCancelled)
        do {
            let table = try QueryStop.$current.withValue(executor.control.stop) {
                try executor.table(try plan(query, now: now, executor))
            }
            try table.checkSize(within: limits.resultBytes)
            guard table.count > limits.resultRows else { return (table, table.count) }
            return (table.gather((0..<limits.resultRows).map { Int32($0) }), table.count)
        } catch {
            throw QueryError(error)
        }
    }

    /// What the query would do. Parts that the language works out before a query runs are worked out.
    /// - Parameter looksEverywhere: whether it may look through all tables there are without naming any, as `search *` does.
    public func plan(_ query: String, now: Timestamp = .now, looksEverywhere: Bool = true) throws -> Plan {
        try plan(query, now: now, executor { false }, looksEverywhere: looksEverywhere)
    }

    /// The plan in the words of the language, an operator a line, each with whether a store carries it out.
    public func explain(_ query: String, now: Timestamp = .now) throws -> String {
        let text = PlanText { pushesDown ? provider.explanation(of: $0) : nil }
        return text.lines(try plan(query, now: now)).joined(separator: "\n")
    }

    private func executor(_ memory: PeakMemory? = nil, _ isCancelled: @escaping @Sendable () -> Bool) -> Executor {
        let control = ExecutionControl(limits: limits, peak: memory, isCancelled: isCancelled)
        return Executor(provider: provider, control: control, pushesDown: pushesDown)
    }

    /// The names of the scalar functions, sorted.
    public static var functionNames: [String] {
        FunctionTable.scalar.keys.filter { $0.utf8.first.map { ($0 | 0x20) &- 97 < 26 } ?? false && !$0.contains(" ") }.sorted()
    }

    private func plan(
        _ query: String, now: Timestamp, _ executor: Executor, looksEverywhere: Bool = true
    ) throws -> Plan {
        let binder = Binder(provider: provider, now: now.ticks, text: query, looksEverywhere: looksEverywhere) {
            try executor.table($0.pruned())
        }
        let plans = try binder.plans(for: Parser.parse(query))
        guard plans.count == 1, let plan = plans.last else {
            throw QueryError(.unsupported, "\(plans.count) statements give rows, and an answer is of one: run them one by one")
        }
        return plan.pruned()
    }

    /// All mistakes of a query that can be told from names and types alone, in the order of their places, and the columns of its answer.
    public func review(_ query: String, now: Timestamp = .now) -> (mistakes: [QueryError], columns: [Field]) {
        let binder = Binder(provider: provider, now: now.ticks, text: query, evaluate: nil)
        do {
            return try binder.review(Parser.parse(query))
        } catch {
            return ([QueryError(error)], [])
        }
    }

    /// The columns of a query's answer, from names and types alone: nothing is read.
    public func check(_ query: String, now: Timestamp = .now) throws -> Schema {
        let binder = Binder(provider: provider, now: now.ticks, text: query, evaluate: nil)
        return try binder.plans(for: Parser.parse(query)).last?.schema ?? Schema()
    }
}

extension QueryError {
    /// What is said of an answer with more rows than it may have.
    public static func tooManyRows(_ count: Int, of limit: Int) -> QueryError {
        QueryError(.limit, "the answer has \(count) rows, more than \(limit); summarize, or take fewer")
    }
}
