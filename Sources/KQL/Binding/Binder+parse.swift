extension Binder {
    /// `parse` and `parse-where`: the captured texts come as an array in a column of its own, which then falls apart into
    /// the columns that the pattern names.
    func parse(_ clause: ParseClause, _ input: Plan, _ context: RowContext) throws -> Plan {
        let subject = try convert(try scalar(clause.subject, context), to: .string, at: clause.subject.span)
        let columns = clause.steps.compactMap { step -> Field? in
            if case .column(let name, let type) = step { Field(name.text, type) } else { nil }
        }
        try checkSkips(clause)
        let pattern = try ParsePattern(clause)
        let parser = ScalarFunction("parse", [.string], .exactly(.dynamic)) { _ in pattern.kernel }
        let captured = BoundExpression(kind: .call(parser, [subject]), type: .dynamic)
        return try spread(captured, columns, input, drops: clause.drops, at: clause.subject.span)
    }

    /// A text before `*` would not know where to end.
    private func checkSkips(_ clause: ParseClause) throws {
        guard clause.kind != .regex, !isChecking else { return }
        for (step, next) in zip(clause.steps, clause.steps.dropFirst()) {
            guard case .column(let name, let type) = step, case .skip = next, ParseLexeme.pattern(of: type) == nil else {
                continue
            }
            throw QueryError(
                .binding, "'*' cannot follow '\(name.text)', which is \(type.phrase): put a text between them, or give a type",
                at: name.span)
        }
    }

    func parseKV(_ clause: ParseKVClause, _ input: Plan, _ context: RowContext) throws -> Plan {
        let subject = try convert(try scalar(clause.subject, context), to: .string, at: clause.subject.span)
        var options = KeyValueOptions()
        for parameter in clause.parameters {
            let value = try constant(parameter.value, context.scope, parameter.name)
            try options.set(parameter.name, value, at: parameter.span)
        }
        let keys = clause.columns.map(\.name.text)
        let reader = try KeyValueReader(options, keys: keys)
        let parser = ScalarFunction("parse-kv", [.string], .exactly(.dynamic)) { _ in reader.kernel }
        let captured = BoundExpression(kind: .call(parser, [subject]), type: .dynamic)
        let columns = clause.columns.map { Field($0.name.text, $0.type) }
        return try spread(captured, columns, input, drops: false, at: clause.subject.span)
    }

    /// Makes columns of the elements of an array; new ones stand at the end, known ones are replaced.
    private func spread(
        _ array: BoundExpression, _ columns: [Field], _ input: Plan, drops: Bool, at span: Span
    ) throws -> Plan {
        let width = input.schema.fields.count
        let inputs = input.schema.fields.indices.map { BoundExpression.column($0, input.schema.fields[$0].type) }
        let wide = Schema(input.schema.fields + [Field("", .dynamic)], isOpen: input.schema.isOpen)
        var plan = Plan(.project(input, inputs + [array]), wide)
        let captured = BoundExpression.column(width, .dynamic)
        if drops { plan = Plan(.filter(plan, try function("isnotnull", [captured], at: span)), wide) }
        var fields = input.schema.fields
        var outputs = inputs
        for (index, column) in columns.enumerated() {
            let element = try function("[]", [captured, .literal(.long(Int64(index)), .long)], at: span)
            let value = try convert(element, to: column.type, at: span)
            if let place = fields.firstIndex(where: { $0.name == column.name }) {
                fields[place].type = column.type
                outputs[place] = value
            } else {
                fields.append(column)
                outputs.append(value)
            }
        }
        return Plan(.project(plan, outputs), Schema(fields, isOpen: input.schema.isOpen))
    }
}
