struct GraphPlan {}
extension Binder {
    func isGraph(_ e: Expression, _ s: Scope) -> Bool { false }
    func graph(_ e: Expression, _ s: inout Scope) throws -> GraphPlan { throw QueryError(.unsupported, "graph") }
    static func makesGraph(_ o: TabularOperator) -> Bool { false }
    func graphPipeline(_ e: Expression, _ o: inout ArraySlice<TabularOperator>, _ s: inout Scope) throws -> Plan { throw QueryError(.unsupported, "graph") }
    func graphPipeline(_ e: Plan, _ o: inout ArraySlice<TabularOperator>, _ s: inout Scope) throws -> Plan { throw QueryError(.unsupported, "graph") }
}
extension Binder {
    /// The patterns that `reduce` finds are those of an algorithm that is not public.
    func reduce(_ subject: Expression, _ parameters: [OperatorParameter], _ input: Plan, _ context: RowContext) throws -> Plan {
        _ = try scalar(subject, context)
        guard isChecking else { throw QueryError(.unsupported, "reduce is not carried out: its patterns are those of an algorithm that is not public", at: subject.span) }
        return Plan(.input, Schema([Field("Pattern", .string), Field("Count", .long), Field("Representative", .string)]))
    }
}
enum Sampling {
    /// Rows at random, each equally likely.
    static func rows(_ count: Int) -> @Sendable (Table, Executor) throws -> Table {
        { table, _ in
            guard count < table.count else { return table }
            var rows = Array(0..<Int32(table.count))
            for index in 0..<count { rows.swapAt(index, Int.random(in: index..<rows.count)) }
            return table.gather(rows.prefix(count).sorted())
        }
    }
}
