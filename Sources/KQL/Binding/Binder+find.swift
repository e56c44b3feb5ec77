extension Binder {
    /// `find`: the rows of several tables that a predicate holds for, under the columns named, or under those that it names and those
    /// that all of the tables have, what is left in a bag.
    func find(_ clause: FindClause, _ scope: inout Scope, at span: Span) throws -> Plan {
        let source =
            clause.parameters.first { $0.name.hasPrefix("with") }.flatMap { ColumnNaming.name(of: $0.value) } ?? "source_"
        let all = try searchedTables(clause.tables, "find", &scope, at: span)
        let names = Set(clause.predicate.names)
        let known = all.flatMap(\.plan.schema.fields).filter { names.contains($0.name) }
        // A table that has none of the columns that are asked for has no such rows.
        let asked = all.filter { _, plan in
            clause.predicate.searchesAll || known.isEmpty || plan.schema.isOpen
                || known.contains { plan.schema.index(of: $0.name) != nil }
        }
        let found = asked.compactMap { name, plan -> (name: String, plan: Plan)? in
            guard let rows = try? matching(clause.predicate, known, plan, scope) else { return nil }
            return (name, rows)
        }
        guard !found.isEmpty else { throw QueryError(.binding, "find has no table that has the columns named", at: span) }
        let columns = clause.columns ?? smartColumns(found.map(\.plan.schema), Set(known.map(\.name)), at: span)
        if let absent = columns.first(where: { column in found.allSatisfy { !self.has(column, $0.plan.schema) } }),
            absent.type == nil
        {
            throw QueryError(.binding, "no table of find has this column", at: absent.expression.expression.span)
        }
        let types = Dictionary(found.flatMap(\.plan.schema.fields).map { ($0.name, $0.type) }) { first, _ in first }
        let projected = try found.map { (name: $0.name, plan: try picked(columns, of: $0.plan, types, scope)) }
        return union(projected, sourceColumn: source, isInner: false)
    }

    /// The rows of a table that the predicate holds for. A column that only other tables have is null here.
    private func matching(_ predicate: Expression, _ known: [Field], _ plan: Plan, _ scope: Scope) throws -> Plan {
        var fields = plan.schema.fields
        for field in known where !fields.contains(where: { $0.name == field.name }) { fields.append(field) }
        let outputs = fields.enumerated().map { place, field -> BoundExpression in
            place < plan.schema.fields.count
                ? .column(place, field.type) : .literal(Value.null.converted(to: field.type), field.type)
        }
        let isWhole = fields.count == plan.schema.fields.count
        let schema = Schema(fields, isOpen: plan.schema.isOpen)
        let wide = isWhole ? plan : Plan(.project(plan, outputs), schema)
        let rows = Plan(.filter(wide, try searched(predicate, schema, false, scope)), schema)
        return isWhole ? rows : Plan(.project(rows, Array(outputs.prefix(plan.schema.fields.count))), plan.schema)
    }

    /// What `project-smart` shows: the columns that the predicate names and those that every table has, then the rest as a bag.
    private func smartColumns(_ schemas: [Schema], _ named: Set<String>, at span: Span) -> [FindClause.Column] {
        var names: [String] = []
        for field in schemas.flatMap(\.fields) where !names.contains(field.name) && !Binder.isIngestion(field) {
            if named.contains(field.name) || schemas.allSatisfy({ $0.index(of: field.name) != nil }) { names.append(field.name) }
        }
        let rest = Call(name: Name(Binder.restOfColumns, span), arguments: [])
        return (names.map { Expression(.name($0), span) } + [Expression(.call(rest), span)]).map { expression in
            FindClause.Column(expression: NamedExpression(names: [], expression: expression), type: nil)
        }
    }

    private func has(_ column: FindClause.Column, _ schema: Schema) -> Bool {
        guard case .name(let name) = column.expression.expression.kind else { return true }
        return schema.index(of: name) != nil || schema.isOpen
    }

    private static let restOfColumns = "pack_all"

    /// `pack_all()`, or `pack(*)` as it was written before.
    private static func packsRest(_ call: Call) -> Bool {
        if call.name.text == restOfColumns { return true }
        guard call.name.text == "pack", call.arguments.count == 1, case .wildcard = call.arguments[0].expression.kind else {
            return false
        }
        return true
    }

    /// The columns, null where only other tables have them, and those of the table that are not named in the bag `pack_`.
    private func picked(
        _ columns: [FindClause.Column], of plan: Plan, _ types: [String: ScalarType], _ scope: Scope
    ) throws -> Plan {
        let context = RowContext(schema: plan.schema, scope: scope)
        let named = Set(columns.compactMap { ColumnNaming.name(of: $0.expression.expression) })
        var fields: [Field] = []
        var outputs: [BoundExpression] = []
        for column in columns {
            let span = column.expression.expression.span
            if case .name(let name) = column.expression.expression.kind, !has(column, plan.schema) {
                let type = column.type ?? types[name] ?? .dynamic
                fields.append(Field(column.expression.names.first?.text ?? name, type))
                outputs.append(.literal(Value.null.converted(to: type), type))
                continue
            }
            if case .call(let call) = column.expression.expression.kind, Binder.packsRest(call) {
                let rest = plan.schema.fields.filter { !named.contains($0.name) && !Binder.isIngestion($0) }
                fields.append(Field(column.expression.names.first?.text ?? "pack_", .dynamic))
                outputs.append(try pack(rest.map(\.name), false, context, at: span))
                continue
            }
            for (name, value) in try outputsOf(column.expression, context) {
                let value = try column.type.map { try convert(value, to: $0, at: span) } ?? value
                fields.append(Field(name ?? "Column\(fields.count + 1)", value.type))
                outputs.append(value)
            }
        }
        return Plan(.project(plan, outputs), Schema(fields))
    }
}

extension Expression {
    /// Whether the condition asks for a term that may stand in any column.
    fileprivate var searchesAll: Bool {
        switch kind {
        case .literal(.string, _), .wildcard: true
        case .binary(_, let left, _): if case .wildcard = left.kind { true } else { false }
        case .logical: children.contains(where: \.searchesAll)
        case .call(let call): call.name.text == "not" && children.contains(where: \.searchesAll)
        default: false
        }
    }
}
