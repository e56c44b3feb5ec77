extension Binder {
    /// `make-series`: groups by keys and bin of the axis, then lays the bins of each key out as arrays.
    func makeSeries(_ clause: MakeSeriesClause, _ input: Plan, _ context: RowContext) throws -> Plan {
        let span = clause.axis.expression.span
        var axis = try scalar(clause.axis.expression, context)
        if axis.type == .decimal { axis = try convert(axis, to: .real, at: span) }
        guard axis.type == .datetime || axis.type == .timespan || axis.type.isNumeric else {
            throw QueryError(.binding, "the axis of a series is a datetime, timespan or number", at: span)
        }
        let stepType: ScalarType = axis.type == .datetime ? .timespan : axis.type
        let step = try coerced(clause.step, to: stepType, context)
        let from = try clause.from.map { try coerced($0, to: axis.type, context) }
        let to = try clause.to.map { try coerced($0, to: axis.type, context) }
        var source = input
        let includesEnd = clause.parameters.contains { $0.name == "range" }
        for (limit, test) in [(from, ">="), (to, includesEnd ? "<=" : "<")] {
            guard let limit else { continue }
            let isInside = try function(test, [axis, .literal(limit, axis.type)], at: span)
            source = Plan(.filter(source, isInside), source.schema)
        }
        let width: BoundExpression = .literal(step, stepType)
        guard let from, !includesEnd else {
            // The bins of `in range(...)` are multiples of the step, which its start need not be.
            let first = try from.map { try function("bin", [.literal($0, axis.type), width], at: span).constant ?? $0 }
            let bin = try function("bin", [axis, width], at: span)
            return try lay(clause, source, context, bin: bin, from: first, to: to, step: step, includesEnd: includesEnd)
        }
        let bin = try function("bin_at", [axis, width, .literal(from, axis.type)], at: span)
        return try lay(clause, source, context, bin: bin, from: from, to: to, step: step, includesEnd: false)
    }

    private func coerced(_ expression: Expression, to type: ScalarType, _ context: RowContext) throws -> Value {
        var bound = try scalar(expression, context)
        if bound.type == .decimal, type == .real { bound = try convert(bound, to: type, at: expression.span) }
        bound = try coerce(bound, to: type, at: expression.span)
        guard let value = bound.constant else {
            throw QueryError(.binding, "the limits of a series have to be constants", at: expression.span)
        }
        return value
    }

    private func lay(
        _ clause: MakeSeriesClause, _ source: Plan, _ context: RowContext, bin: BoundExpression, from: Value?, to: Value?,
        step: Value, includesEnd: Bool
    ) throws -> Plan {
        var names = NameAllocator()
        var keys: [BoundExpression] = []
        var fields: [Field] = []
        for key in clause.by {
            for (name, value) in try outputsOf(key, context) {
                keys.append(value)
                let unique = try names.key(name, isGiven: !key.names.isEmpty, at: key.expression.span)
                fields.append(Field(unique, value.type))
            }
        }
        let collector = AggregateCollector(input: context, keyCount: keys.count + 1)
        var inner = RowContext(schema: Schema(), scope: context.scope)
        inner.aggregates = collector
        var values: [BoundExpression] = []
        for aggregate in clause.aggregates {
            for (name, value) in try outputsOf(aggregate.expression, inner) {
                values.append(value)
                let isGiven = !aggregate.expression.names.isEmpty
                let span = aggregate.expression.expression.span
                let unique = try name.map { isGiven ? try names.give($0, at: span) : names.unique($0) }
                fields.append(Field(unique ?? names.nextUnnamed(), .dynamic))
            }
        }
        let axisName = clause.axis.names.first?.text ?? ColumnNaming.name(of: clause.axis.expression)
        fields.append(Field(axisName.map { names.unique($0) } ?? names.nextUnnamed(), .dynamic))
        let groupedFields = (keys + [bin]).enumerated().map { Field("k\($0)", $1.type) } + collector.outputs
        let summary = Plan(.summarize(source, keys: keys + [bin], aggregates: collector.calls), Schema(groupedFields))
        let columns = (0...keys.count).map { BoundExpression.column($0, groupedFields[$0].type) } + values
        let flat = Plan(.project(summary, columns), Schema(columns.map { Field("", $0.type) }))
        let defaults = try clause.aggregates.enumerated().map { index, aggregate in
            try aggregate.standard.map { try coerced($0, to: values[index].type, context) }
                ?? Value.long(0).converted(to: values[index].type)
        }
        let isNonEmpty = clause.parameters.contains { $0.name == "kind" && $0.value.kind == .name("nonempty") }
        let layout = SeriesLayout(
            keyCount: keys.count, from: from, to: to, step: step, includesEnd: includesEnd, defaults: defaults,
            alwaysGivesRow: isNonEmpty && keys.isEmpty)
        let schema = Schema(fields)
        return transform("make-series", flat, schema) { table, executor in
            try layout.run(table, schema, executor.control)
        }
    }
}
