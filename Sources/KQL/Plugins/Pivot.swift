/// `pivot(column, aggregate, keys...)`: a column for each value of a column.
enum Pivot {
    static let plugin = TablePlugin(name: "pivot") { binder, call in
        let column = try binder.place(of: try call.need(0, "pivotColumn"), in: call)
        let positional = call.positional.dropFirst()
        let count = Expression(.call(Call(name: Name("count", call.name.span), arguments: [])), call.name.span)
        let aggregate: Expression
        if let first = positional.first, case .call = first.kind { aggregate = first } else { aggregate = count }
        let given = positional.filter { if case .call = $0.kind { false } else { true } }
        let used = Set([call.input.schema.fields[column].name] + aggregate.names)
        let keys =
            given.isEmpty
            ? call.input.schema.fields.filter { !used.contains($0.name) }.map { Expression(.name($0.name), call.name.span) }
            : Array(given)
        if binder.isChecking {
            let fields = keys.compactMap { key in ColumnNaming.name(of: key).map { Field($0, .dynamic) } }
            return Plan(.rows(Table(Schema(fields), rows: [])), Schema(fields, isOpen: true))
        }
        let rows = try binder.rows(call.input)
        let values = Set((0..<rows.count).map { rows.columns[column][$0] }).sorted {
            ($0.order($1) ?? Value.order($0.text, $1.text)) < 0
        }
        return try pivoted(binder, call, Plan(.rows(rows), call.input.schema), column, values, aggregate, keys)
    }

    /// One summary: the aggregate under the condition that the column has the value, for each value.
    private static func pivoted(
        _ binder: Binder, _ call: PluginCall, _ input: Plan, _ column: Int, _ values: [Value], _ aggregate: Expression,
        _ keys: [Expression]
    ) throws -> Plan {
        let context = call.context
        let bound = try keys.map { try binder.scalar($0, context) }
        let collector = AggregateCollector(input: context, keyCount: bound.count)
        var inner = RowContext(schema: Schema(), scope: call.scope)
        inner.aggregates = collector
        _ = try binder.scalar(aggregate, inner)
        guard let template = collector.calls.first, collector.calls.count == 1 else {
            throw QueryError(.binding, "pivot() takes one aggregate", at: aggregate.span)
        }
        let pivot = BoundExpression.column(column, call.input.schema.fields[column].type)
        let calls = try values.map { value -> AggregateCall in
            var own = template
            let test =
                value.isNull
                ? try binder.function("isnull", [pivot], at: call.name.span)
                : try binder.function("==", [pivot, .literal(value, pivot.type)], at: call.name.span)
            own.condition = try template.condition.map { try binder.function("and", [$0, test], at: call.name.span) } ?? test
            own.outputs = [Field(value.text, template.outputs[0].type)]
            return own
        }
        let fields = zip(keys, bound).map { Field(ColumnNaming.name(of: $0) ?? "Column1", $1.type) } + calls.flatMap(\.outputs)
        return Plan(.summarize(input, keys: bound, aggregates: calls), Schema(fields))
    }
}
