extension Binder {
    /// An operator at the beginning of a pipeline.
    func leadingTable(_ leading: TabularOperator, _ scope: inout Scope) throws -> Plan {
        switch leading.kind {
        case .print(let expressions): return try print(expressions, scope)
        case .range(let name, let from, let to, let step): return try range(name, from, to, step, scope)
        case .datatable(let columns, let cells): return try datatable(columns, cells, scope, at: leading.span)
        case .externalData(let columns, let addresses, let parameters):
            return try externalData(columns, addresses, parameters, scope, at: leading.span)
        case .union(let clause): return try union(clause, nil, &scope, at: leading.span)
        case .search(let clause): return try search(clause, nil, &scope, at: leading.span)
        case .find(let clause): return try find(clause, &scope, at: leading.span)
        case .evaluate(let call, let schema): return try evaluatePlugin(call, schema, nil, &scope, at: leading.span)
        default: throw QueryError(.binding, "this operator needs a table before it", at: leading.span)
        }
    }

    private func print(_ expressions: [NamedExpression], _ scope: Scope) throws -> Plan {
        let one = Plan(.rows(Table(Schema(), [], count: 1)), Schema())
        var fields: [Field] = []
        var outputs: [BoundExpression] = []
        var names = NameAllocator()
        for (index, expression) in expressions.enumerated() {
            let context = RowContext(schema: Schema(), scope: scope)
            for (name, value) in try outputsOf(expression, context, standard: expression.names.isEmpty ? "print_\(index)" : nil) {
                let isGiven = !expression.names.isEmpty
                let title = name ?? "print_\(index)"
                let unique = isGiven ? try names.give(title, at: expression.expression.span) : names.unique(title)
                fields.append(Field(unique, value.type))
                outputs.append(value)
            }
        }
        return Plan(.project(one, outputs), Schema(fields))
    }

    private func range(
        _ name: Name, _ from: Expression, _ to: Expression, _ step: Expression, _ scope: Scope
    ) throws -> Plan {
        let context = RowContext(schema: Schema(), scope: scope)
        let from = try scalar(from, context)
        let to = try scalar(to, context)
        let stepExpression = step
        let step = try scalar(step, context)
        let type: ScalarType = from.type == .datetime ? .datetime : CommonType.of([from.type, to.type, step.type])
        let stepType: ScalarType = type == .datetime ? .timespan : type
        guard [.int, .long, .real, .datetime, .timespan, .decimal].contains(type) else {
            throw QueryError(.binding, "range goes over numbers, datetimes or timespans", at: name.span)
        }
        guard let first = from.constant, let last = to.constant, let width = step.constant else {
            throw QueryError(.binding, "range needs constants", at: name.span)
        }
        let converted = width.converted(to: stepType)
        if converted.order(Value.long(0).converted(to: stepType)) == 0 {
            throw QueryError(.binding, "the step of range must not be zero", at: stepExpression.span)
        }
        let node = Plan.Node.range(from: first.converted(to: type), to: last.converted(to: type), step: converted)
        return Plan(node, Schema([Field(name.text, type == .int ? .long : type)]))
    }

    private func datatable(
        _ columns: [ColumnDeclaration], _ cells: [Expression], _ scope: Scope, at span: Span
    ) throws -> Plan {
        let schema = Schema(columns.map { Field($0.name.text, $0.type) })
        var names = NameAllocator()
        for column in columns { _ = try names.give(column.name.text, at: column.name.span) }
        guard !columns.isEmpty, cells.count % columns.count == 0 else {
            throw QueryError(
                .binding, "the datatable has \(cells.count) values, which do not fill rows of \(columns.count)", at: span)
        }
        var builders = columns.map { ColumnBuilder($0.type, capacity: cells.count / columns.count) }
        for (index, cell) in cells.enumerated() {
            let value = try constant(cell, scope, "a value of a datatable")
            builders[index % columns.count].append(value)
        }
        let table = Table(schema, builders.map { $0.finish() }, count: cells.count / columns.count)
        return Plan(.rows(table), schema)
    }
}
