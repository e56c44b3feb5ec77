extension Binder {
    /// The most values that a partition with a query of its own may have, as in Kusto.
    static let maximumPartitions = 64

    /// `partition by c (...)` and `partition by c { ... }`.
    func partition(_ clause: PartitionClause, _ input: Plan, _ scope: Scope) throws -> Plan {
        let column = Expression(.name(clause.column.text), clause.column.span)
        let key = try scalar(column, RowContext(schema: input.schema, scope: scope))
        guard case .column(let index) = key.kind else {
            throw QueryError(.binding, "partition is by a column", at: column.span)
        }
        switch clause.body {
        case .onRows(let body):
            let plan = try subquery(body, on: Plan(.input(), input.schema), scope)
            return Plan(.partition(input, by: index, body: plan), plan.schema)
        case .alone(let body): return try partition(body, by: clause.column, index, input, scope)
        }
    }

    /// One query for each value of the column, which is known before they are bound: the column's name stands for it.
    private func partition(
        _ body: Expression, by column: Name, _ index: Int, _ input: Plan, _ scope: Scope
    ) throws -> Plan {
        func plan(_ value: Value) throws -> Plan {
            var inner = scope
            inner.input = nil
            inner[column.text] = .scalar(.literal(value, input.schema.fields[index].type))
            return try table(body, &inner)
        }
        if isChecking { return try plan(.null) }
        let rows = try rows(input)
        var seen = Set<Value>()
        let values = (0..<rows.count).map { rows.columns[index][$0] }.filter { seen.insert($0).inserted }
        guard values.count <= Binder.maximumPartitions else {
            throw QueryError(
                .limit,
                "partition with a query of its own takes \(Binder.maximumPartitions) values, and here are \(values.count)",
                at: column.span)
        }
        let plans = try values.map(plan)
        let schema = try plans.first?.schema ?? plan(.null).schema
        guard plans.allSatisfy({ $0.schema == schema }) else {
            throw QueryError(.binding, "the partitions have different columns", at: body.span)
        }
        return Plan(.union(plans), schema)
    }

    /// `facet by c`: how often each value occurs; or the rows of its `with`. What gives more than one answer was parted before.
    func facet(
        _ columns: [NamedExpression], _ rest: Query?, _ input: Plan, _ context: RowContext, at span: Span
    ) throws -> Plan {
        if columns.isEmpty, let rest { return try subquery(rest, on: input, context.scope) }
        guard columns.count == 1, rest == nil, let column = columns.first else {
            throw QueryError(.binding, "facet with several answers ends a statement; nothing can follow what it gives", at: span)
        }
        let count = Expression(.call(Call(name: Name("count", span), arguments: [])), span)
        let name = Name("count_" + (ColumnNaming.name(of: column.expression) ?? ""), span)
        return try summarize([NamedExpression(names: [name], expression: count)], [column], input, context)
    }
}
