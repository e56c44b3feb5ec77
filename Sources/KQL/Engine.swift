public import Primitives

/// Runs KQL. An engine has no state between queries; one may serve many at once.
public struct Engine: Sendable {
    public let provider: any TableProvider
    public var limits: QueryLimits

    public init(provider: any TableProvider = MemoryTables(), limits: QueryLimits = QueryLimits()) {
        self.provider = provider
        self.limits = limits
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
        let control = ExecutionControl(limits: limits, isCancelled: isCancelled)
        let executor = Executor(provider: provider, control: control)
        do {
            let plan = try plan(query, now: now, executor)
            let table = try executor.table(plan)
            guard table.count <= limits.resultRows else {
                throw QueryError(
                    .limit, "the answer has \(table.count) rows, more than \(limits.resultRows); summarize, or take fewer")
            }
            return table
        } catch {
            throw QueryError(error)
        }
    }

    /// What the query would do. Parts that the language works out before a query runs are worked out.
    public func plan(_ query: String, now: Timestamp = .now) throws -> Plan {
        let executor = Executor(provider: provider, control: ExecutionControl(limits: limits))
        return try plan(query, now: now, executor)
    }

    /// The names of the scalar functions, sorted.
    public static var functionNames: [String] {
        FunctionTable.scalar.keys.filter { $0.utf8.first.map { ($0 | 0x20) &- 97 < 26 } ?? false && !$0.contains(" ") }.sorted()
    }

    private func plan(_ query: String, now: Timestamp, _ executor: Executor) throws -> Plan {
        let binder = Binder(provider: provider, now: now.ticks) { try executor.table($0.pruned()) }
        let plans = try binder.plans(for: Parser.parse(query))
        guard let plan = plans.last else { throw QueryError(.binding, "the query gives no rows") }
        return plan.pruned()
    }

    /// The columns of a query's answer, from names and types alone: nothing is read.
    public func check(_ query: String, now: Timestamp = .now) throws -> Schema {
        let binder = Binder(provider: provider, now: now.ticks, evaluate: nil)
        return try binder.plans(for: Parser.parse(query)).last?.schema ?? Schema()
    }
}
