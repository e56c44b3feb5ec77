extension Binder {
    func union(_ clause: UnionClause, _ first: Plan?, _ scope: inout Scope, at span: Span) throws -> Plan {
        let isFuzzy = clause.parameters.contains { $0.name == "isfuzzy" && $0.value.kind != .literal(.bool, .bool(false)) }
        var inputs: [(name: String, plan: Plan)] = first.map { [($0.title ?? "union_arg0", $0)] } ?? []
        for table in clause.tables {
            do {
                inputs += try unionInputs(table, &scope, number: inputs.count)
            } catch let error as QueryError where isFuzzy && error.kind == .binding {
                continue
            }
        }
        guard !inputs.isEmpty else {
            if isFuzzy, isChecking { return Plan(.rows(Table(Schema(), rows: [])), Schema([], isOpen: true)) }
            throw QueryError(.binding, "union has no table that exists", at: span)
        }
        let source = clause.parameters.first { $0.name.hasPrefix("with") }.flatMap { ColumnNaming.name(of: $0.value) }
        let isInner = clause.parameters.contains { $0.name == "kind" && $0.value.kind == .name("inner") }
        return union(inputs, sourceColumn: source, isInner: isInner)
    }

    private func unionInputs(
        _ table: Expression, _ scope: inout Scope, number: Int
    ) throws -> [(name: String, plan: Plan)] {
        if case .wildcard(let pattern) = table.kind {
            try checkReach(pattern, "union", at: table.span)
            let names = (provider.tableNames + scope.bindings.keys.filter { if case .table? = scope[$0] { true } else { false } })
                .filter { Glob.matches($0, pattern) }.sorted()
            guard !names.isEmpty else { throw QueryError(.binding, "there is no table like '\(pattern)'", at: table.span) }
            return try names.map { name in
                let expression = Expression(.name(name), table.span)
                return (name, try self.table(expression, &scope))
            }
        }
        let plan = try self.table(table, &scope)
        return [(plan.title ?? ColumnNaming.name(of: table) ?? "union_arg\(number)", plan)]
    }

    /// Tables under each other: columns are paired by name, and by type where a name has several.
    func union(_ inputs: [(name: String, plan: Plan)], sourceColumn: String?, isInner: Bool) -> Plan {
        var order: [String] = []
        var types: [String: [ScalarType]] = [:]
        for field in inputs.flatMap(\.plan.schema.fields) {
            if types[field.name] == nil { order.append(field.name) }
            if !(types[field.name]?.contains(field.type) ?? false) { types[field.name, default: []].append(field.type) }
        }
        if isInner {
            order = order.filter { name in inputs.allSatisfy { $0.plan.schema.index(of: name) != nil } }
        }
        var fields: [(output: Field, source: Field)] = []
        // A name made of name and type gives way to a column that is called so.
        var names = NameAllocator(order.filter { types[$0]?.count == 1 })
        for name in order {
            let kinds = types[name] ?? []
            for type in kinds {
                fields.append((Field(kinds.count > 1 ? names.unique("\(name)_\(type.rawValue)") : name, type), Field(name, type)))
            }
        }
        let schema = Schema(
            (sourceColumn.map { [Field($0, .string)] } ?? []) + fields.map(\.output),
            isOpen: inputs.contains { $0.plan.schema.isOpen })
        let plans = inputs.map { input in
            var outputs = fields.map { field -> BoundExpression in
                guard let index = input.plan.schema.fields.firstIndex(of: field.source) else {
                    return .literal(Value.null.converted(to: field.source.type), field.source.type)
                }
                return .column(index, field.source.type)
            }
            if sourceColumn != nil { outputs.insert(.literal(.string(input.name), .string), at: 0) }
            return Plan(.project(input.plan, outputs), schema)
        }
        return plans.count == 1 ? plans[0] : Plan(.union(plans), schema)
    }
}
