extension Binder {
    /// `scan`: conditions and assignments see the row, the declared variables, and the last row of each step.
    func scan(_ clause: ScanClause, _ input: Plan, _ context: RowContext) throws -> Plan {
        if let step = clause.steps.first(where: \.isOptional) {
            throw QueryError(.unsupported, "scan carries out no steps that are optional", at: step.name.span)
        }
        var source = input
        if !clause.order.isEmpty {
            source = Plan(.sort(input, by: try clause.order.map { try sortKey($0, context) }, limit: nil), input.schema)
        }
        let own = input.schema.fields + clause.variables.map { Field($0.name.text, $0.type) }
        let inner = scanContext(clause, own, context)
        let steps = try clause.steps.map { step in
            let assignments = try step.assignments.map { assignment -> (Int, Evaluator) in
                guard let name = assignment.names.first, let place = own.firstIndex(where: { $0.name == name.text }),
                    place >= input.schema.fields.count
                else {
                    throw QueryError(.binding, "a step assigns to a variable that scan declares", at: assignment.expression.span)
                }
                let value = try coerce(
                    try scalar(assignment.expression, inner), to: own[place].type, at: assignment.expression.span)
                return (place, try Evaluator(value))
            }
            return ScanMachine.Step(
                condition: try Evaluator(try condition(step.condition, inner)), assignments: assignments,
                output: step.output)
        }
        let defaults = try clause.variables.map { variable in
            try variable.standard.map { try constant($0, context.scope, "a variable's value").converted(to: variable.type) }
                ?? Value.null.converted(to: variable.type)
        }
        let schema = Schema(own + (clause.matchID.map { [Field($0.text, .long)] } ?? []), isOpen: input.schema.isOpen)
        let types = inner.schema.fields.map(\.type)
        let partition = try clause.partition.map { try Evaluator(try scalar($0, context)) }
        let hasID = clause.matchID != nil
        return transform("scan", source, schema) { table, executor in
            var machine = ScanMachine(steps: steps, defaults: defaults, width: own.count, types: types, hasMatchID: hasID)
            return try machine.run(table, schema, partition, executor.control)
        }
    }

    private func scanContext(
        _ clause: ScanClause, _ own: [Field], _ context: RowContext
    ) -> RowContext {
        var fields = own
        var records: [String: [String: Int]] = [:]
        for step in clause.steps {
            var record: [String: Int] = [:]
            for (index, field) in own.enumerated() { record[field.name] = fields.count + index }
            records[step.name.text] = record
            // Their names are reached through the step alone.
            fields += own.map { Field("\(step.name.text).\($0.name)", $0.type) }
        }
        var inner = RowContext(schema: Schema(fields, isOpen: context.schema.isOpen), scope: context.scope)
        inner.records = records
        return inner
    }
}
