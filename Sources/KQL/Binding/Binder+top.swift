extension Binder {
    /// `top-nested`: the best values of the first level, within each the best of the second, and so on.
    func topNested(_ clauses: [TopNestedClause], _ input: Plan, _ context: RowContext) throws -> Plan {
        var fields: [Field] = []
        var names = NameAllocator(clauses.flatMap { $0.of.names + $0.by.names }.map(\.text))
        let levels = try clauses.map { clause -> TopNested.Level in
            let key = try scalar(clause.of.expression, context)
            let level = try summarize([clause.by], [clause.of], Plan(.input(), input.schema), context)
            let keyName = clause.of.names.first?.text ?? ColumnNaming.name(of: clause.of.expression)
            let title = keyName ?? "Column1"
            fields.append(Field(clause.of.names.isEmpty ? names.unique(title) : title, key.type))
            let value = clause.by.names.first?.text ?? names.unique("aggregated_\(title)")
            fields.append(Field(value, level.schema.fields[1].type))
            return TopNested.Level(
                count: try clause.count.map { try count($0, context.scope, "the number of values") }, key: try Evaluator(key),
                summary: level, others: try clause.others.map { try constant($0, context.scope, "the name of the others") },
                total: clause.others == nil ? nil : try summarize([clause.by], [], Plan(.input(), input.schema), context),
                isAscending: clause.isAscending)
        }
        let schema = Schema(fields)
        let nested = TopNested(levels: levels, schema: schema)
        return transform("top-nested", input, schema) { table, executor in try nested.run(table, executor) }
    }

    /// `top-hitters n of x by y`: the values with the largest sums, or the most rows.
    func topHitters(
        _ count: Expression, _ of: Expression, _ by: Expression?, _ input: Plan, _ context: RowContext
    ) throws -> Plan {
        let name = ColumnNaming.name(of: of) ?? "Column1"
        let arguments = by.map { [NamedExpression(names: [], expression: $0)] } ?? []
        let call = Expression(.call(Call(name: Name(by == nil ? "count" : "sum", of.span), arguments: arguments)), of.span)
        let title = "approximate_" + (by == nil ? "count" : "sum") + "_" + (by.flatMap { ColumnNaming.name(of: $0) } ?? name)
        let counted = try summarize(
            [NamedExpression(names: [Name(title, of.span)], expression: call)], [NamedExpression(names: [], expression: of)],
            input, context)
        let key = SortKey(expression: .column(1, counted.schema.fields[1].type), isAscending: false, nullsFirst: false)
        return Plan(
            .sort(counted, by: [key], limit: try self.count(count, context.scope, "the number of values")), counted.schema)
    }
}

/// Runs `top-nested` level by level.
struct TopNested: Sendable {
    struct Level: Sendable {
        /// How many values are kept; `nil` for all.
        var count: Int?
        var key: Evaluator
        /// Key and aggregate over rows that are given.
        var summary: Plan
        /// The name under which the values that are not kept stand together.
        var others: Value?
        /// The aggregate over all rows that are given.
        var total: Plan?
        var isAscending: Bool
    }

    let levels: [Level]
    let schema: Schema

    func run(_ table: Table, _ executor: Executor) throws -> Table {
        Table(schema, rows: try rows(table, levels[...], executor))
    }

    private func rows(_ table: Table, _ levels: ArraySlice<Level>, _ executor: Executor) throws -> [[Value]] {
        guard let level = levels.first else { return [[]] }
        try executor.control.check()
        let summary = try executor.table(level.summary, on: table)
        let sign = level.isAscending ? 1 : -1
        let order = (0..<summary.count).sorted { left, right in
            let order = (summary.columns[1][left].order(summary.columns[1][right]) ?? 0) * sign
            return order == 0 ? left < right : order < 0
        }
        let kept = Array(order.prefix(level.count ?? order.count))
        let keys = try level.key.evaluate(Batch(table.columns, count: table.count))
        var members: [Value: [Int32]] = [:]
        for row in 0..<table.count { members[keys[row], default: []].append(Int32(row)) }
        var result: [[Value]] = []
        for place in kept {
            let key = summary.columns[0][place]
            let inner = try rows(table.gather(members[key] ?? []), levels.dropFirst(), executor)
            result += inner.map { [key, summary.columns[1][place]] + $0 }
        }
        if let others = level.others, let total = level.total {
            let rest = order.dropFirst(kept.count).flatMap { members[summary.columns[0][$0]] ?? [] }.sorted()
            let value = try executor.table(total, on: table.gather(rest)).columns[0][0]
            let inner = [Value](repeating: .null, count: (levels.count - 1) * 2)
            result.append([others, rest.isEmpty ? .null : value] + inner)
        }
        return result
    }
}
