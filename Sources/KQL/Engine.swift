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

    /// The answer of a query that has one.
    ///
    /// - Parameters:
    ///   - now: the moment that `now()` and `ago()` start from.
    ///   - isCancelled: asked while the query runs; true ends it.
    /// - Throws: `QueryError`, with the place in the query where there is one.
    public func run(
        _ query: String, now: Timestamp = .now, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> Table {
        try answers(of: query, takesSeveral: false, now: now, isCancelled: isCancelled)[0].whole().table
    }

    /// The answers of a query, at least one: one for each statement that gives rows, and for each branch of `fork`, each column of
    /// `facet` and the like where a statement ends with them. Of each as many rows as it may have.
    /// - Parameters:
    ///   - takesSeveral: whether there may be more than one.
    ///   - memory: is told how much memory the query held.
    /// - Throws: as `run`.
    public func answers(
        of query: String, takesSeveral: Bool = true, now: Timestamp = .now, memory: PeakMemory? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> [QueryAnswer] {
        let executor = executor(memory, isCancelled)
        do {
            var bytes = limits.resultBytes
            return try QueryStop.$current.withValue(executor.control.stop) {
                let plans = try plans(query, now: now, executor)
                if !takesSeveral { _ = try Engine.only(plans) }
                return try plans.map { answer in
                    let table = try executor.table(answer.plan)
                    bytes -= try table.checkSize(within: bytes)
                    let statement = plans.count > 1 ? answer.statement.map { $0.text(in: query) } : nil
                    return QueryAnswer(answer.name, table, of: statement, within: limits.resultRows)
                }
            }
        } catch {
            throw QueryError(error)
        }
    }

    /// What the query would do. Parts that the language works out before a query runs are worked out.
    /// - Parameter looksEverywhere: whether it may look through all tables there are without naming any, as `search *` does.
    public func plan(_ query: String, now: Timestamp = .now, looksEverywhere: Bool = true) throws -> Plan {
        try Engine.only(plans(query, now: now, executor { false }, looksEverywhere: looksEverywhere))
    }

    /// The plan in the words of the language, an operator a line, each with whether a store carries it out; of several answers one
    /// after the other, each under its name.
    public func explain(_ query: String, now: Timestamp = .now) throws -> String {
        let text = PlanText { pushesDown ? provider.explanation(of: $0) : nil }
        let plans = try plans(query, now: now, executor { false })
        return plans.enumerated().map { index, answer in
            let heading = plans.count > 1 ? ["// \(QueryAnswer.title(answer.name, index))"] : []
            return (heading + text.lines(answer.plan)).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    private func executor(_ memory: PeakMemory? = nil, _ isCancelled: @escaping @Sendable () -> Bool) -> Executor {
        let control = ExecutionControl(limits: limits, peak: memory, isCancelled: isCancelled)
        return Executor(provider: provider, control: control, pushesDown: pushesDown)
    }

    /// The names of the functions and aggregates, sorted.
    public static var functionNames: [String] {
        let scalar = FunctionTable.scalar.keys.filter { name in
            name.utf8.first.map { ($0 | 0x20) &- 97 < 26 } ?? false && name.utf8.allSatisfy(Lexer.isNameByte)
        }
        let forms = Array(Binder.specialForms.keys) + Binder.settledForms.keys
        return Set(scalar + forms + AggregateTable.byName.keys + AggregateTable.percentiles.keys).sorted()
    }

    /// The names of the plugins that `evaluate` runs, sorted.
    public static var pluginNames: [String] { (TablePlugin.all.keys + ["preview"]).sorted() }

    private func plans(
        _ query: String, now: Timestamp, _ executor: Executor, looksEverywhere: Bool = true
    ) throws -> [BoundAnswer] {
        let binder = Binder(provider: provider, now: now.ticks, text: query, looksEverywhere: looksEverywhere) {
            try executor.table($0.pruned())
        }
        return try binder.answers(of: Parser.parse(query)).map { BoundAnswer($0.name, $0.plan.pruned(), $0.statement) }
    }

    private static func only(_ plans: [BoundAnswer]) throws -> Plan {
        guard plans.count == 1 else {
            throw QueryError(
                .unsupported,
                "the query gives \(plans.count) answers, and here it may have one: ask a statement or branch at a time")
        }
        return plans[0].plan
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
        return try binder.answers(of: Parser.parse(query)).last?.plan.schema ?? Schema()
    }
}

extension QueryError {
    /// What is said of an answer with more rows than it may have.
    public static func tooManyRows(_ count: Int, of limit: Int) -> QueryError {
        QueryError(.limit, "the answer has \(count) rows, more than \(limit); summarize, or take fewer")
    }
}
