extension Binder {
    /// `mv-expand`, and with a body `mv-apply`.
    func expand(_ clause: ExpandClause, _ input: Plan, _ context: RowContext, body: Query?) throws -> Plan {
        var fields = input.schema.fields
        var items: [ExpandPlan.Item] = []
        var names = NameAllocator(fields.map(\.name))
        for item in clause.items {
            let source = try scalar(item.expression.expression, context)
            guard source.type == .dynamic else {
                throw QueryError(
                    .binding, "only a dynamic can be expanded, not \(source.type.phrase)", at: item.expression.expression.span
                )
            }
            let type = item.type ?? .dynamic
            let given = item.expression.names.first?.text ?? ColumnNaming.name(of: item.expression.expression)
            let name = given ?? names.nextUnnamed()
            if let place = fields.firstIndex(where: { $0.name == name }) {
                fields[place].type = type
                items.append(ExpandPlan.Item(source: source, type: type, target: place))
            } else {
                items.append(ExpandPlan.Item(source: source, type: type, target: fields.count))
                fields.append(Field(name, type))
            }
        }
        var index: Int?
        if let name = clause.index {
            index = fields.count
            fields.append(Field(name.text, .long))
        }
        let asArrays = clause.parameters.contains {
            $0.name == "bagexpansion" && $0.value.kind == .name("array")
                || $0.name == "kind" && $0.value.kind == .name("array")
        }
        var expand = ExpandPlan(
            input: input, items: items, bagsAsArrays: asArrays,
            limit: try clause.limit.map { try count($0, context.scope, "the limit") }, index: index, body: nil,
            outerCount: fields.count)
        let expanded = Schema(fields, isOpen: input.schema.isOpen)
        guard let body else { return Plan(.expand(expand), expanded) }
        expand.body = try subquery(body, on: Plan(.input(), expanded), context.scope)
        return applied(expand, expanded)
    }

    /// Out come the outer row's columns that were not expanded, then the body's, without those that are the outer row's.
    private func applied(_ expand: ExpandPlan, _ expanded: Schema) -> Plan {
        guard let body = expand.body else { return Plan(.expand(expand), expanded) }
        let replaced = Set(expand.items.map(\.target))
        let outer = expand.input.schema.fields.indices.filter { index in
            !replaced.contains(index)
        }
        let outerFields = outer.map { expand.input.schema.fields[$0] }
        let inner = body.schema.fields.indices.filter { index in
            !outerFields.contains { $0.name == body.schema.fields[index].name }
        }
        let all = Schema(expand.input.schema.fields + body.schema.fields, isOpen: body.schema.isOpen)
        let width = expand.input.schema.fields.count
        let outputs =
            outer.map { BoundExpression.column($0, expand.input.schema.fields[$0].type) }
            + inner.map { .column(width + $0, body.schema.fields[$0].type) }
        let fields = outerFields + inner.map { body.schema.fields[$0] }
        return Plan(.project(Plan(.expand(expand), all), outputs), Schema(fields, isOpen: all.isOpen))
    }
}
