extension Binder {
    /// Keys first, then what the aggregates make; expressions over aggregates are worked out after them.
    func summarize(
        _ aggregates: [NamedExpression], _ keys: [NamedExpression], _ input: Plan, _ context: RowContext
    ) throws -> Plan {
        var names = NameAllocator()
        var fields: [Field] = []
        var bound: [BoundExpression] = []
        for key in keys {
            for (name, value) in try outputsOf(key, context) {
                let unique = try names.key(name, isGiven: !key.names.isEmpty, at: key.expression.span)
                fields.append(Field(unique, value.type))
                bound.append(value)
            }
        }
        let collector = AggregateCollector(input: context, keyCount: bound.count)
        var outputs = fields.indices.map { BoundExpression.column($0, fields[$0].type) }
        for aggregate in aggregates {
            for (field, value) in try aggregated(aggregate, collector, context, keys: fields, names: &names) {
                fields.append(field)
                outputs.append(value)
            }
        }
        let source = serialized(input, bound + collector.calls.flatMap(\.arguments))
        let grouped = Schema(Array(fields.prefix(bound.count)) + collector.outputs)
        let summary = Plan(.summarize(source, keys: bound, aggregates: collector.calls), grouped)
        // Columns that nobody knows go along with all others: arg_max(t, *).
        let takesAll = aggregates.contains { aggregate in
            guard case .call(let call) = aggregate.expression.kind else { return false }
            return call.arguments.contains { if case .wildcard = $0.expression.kind { true } else { false } }
        }
        return Plan(.project(summary, outputs), Schema(fields, isOpen: input.schema.isOpen && takesAll))
    }

    /// The columns of one of summarize's expressions.
    private func aggregated(
        _ expression: NamedExpression, _ collector: AggregateCollector, _ context: RowContext, keys: [Field],
        names: inout NameAllocator
    ) throws -> [(Field, BoundExpression)] {
        if case .call(let call) = expression.expression.kind, AggregateTable.isMultiple(call.name.text),
            context.scope[call.name.text] == nil
        {
            let keyNames = Set(keys.prefix(collector.keyCount).map(\.name))
            let places = try aggregate(call, collector, at: expression.expression.span, excluding: keyNames)
            return try places.enumerated().map { index, place in
                let output = collector.outputs[place - collector.keyCount]
                let given = index < expression.names.count ? expression.names[index] : nil
                let name = try given.map { try names.give($0.text, at: $0.span) } ?? names.unique(output.name)
                return (Field(name, output.type), .column(place, output.type))
            }
        }
        var schema = Schema(keys)
        schema.isOpen = context.schema.isOpen
        var inner = RowContext(schema: schema, scope: context.scope)
        inner.aggregates = collector
        return try outputsOf(expression, inner).map { name, value in
            let isGiven = !expression.names.isEmpty
            let unique = try name.map { isGiven ? try names.give($0, at: expression.expression.span) : names.unique($0) }
            return (Field(unique ?? names.nextUnnamed(), value.type), value)
        }
    }

    /// Takes an aggregate out of an expression and answers the places of its columns.
    func aggregate(
        _ call: Call, _ collector: AggregateCollector, at span: Span, excluding keys: Set<String> = []
    ) throws -> Range<Int> {
        let name = call.name.text
        if name.hasPrefix("arg_m") || name == "argmax" || name == "argmin" {
            return try argExtreme(call, collector, excluding: keys, at: span)
        }
        if AggregateTable.takesColumns(name) { return try takeAny(call, collector, excluding: keys, at: span) }
        if let rule = AggregateTable.percentiles[name] { return try percentiles(call, rule, collector, at: span) }
        guard let function = AggregateTable.byName[name] else {
            throw QueryError(.binding, "there is no aggregate '\(name)'", at: span)
        }
        var arguments = try call.arguments.map { try scalar($0.expression, collector.input) }
        var condition: BoundExpression?
        if let place = AggregateTable.conditionPlace(name), arguments.count > place {
            condition = try self.condition(call.arguments[place].expression, collector.input)
            arguments.remove(at: place)
        }
        arguments = try fitted(arguments, to: function, at: span)
        let type = Binder.resultType(function.result, arguments.map(\.type))
        let title = AggregateTable.name(function, call.arguments.first.flatMap { ColumnNaming.name(of: $0.expression) })
        return collector.add(
            AggregateCall(function: function, arguments: arguments, condition: condition, outputs: [Field(title, type)]))
    }

    private func fitted(
        _ arguments: [BoundExpression], to function: AggregateFunction, at span: Span
    ) throws -> [BoundExpression] {
        guard arguments.count >= function.required else {
            throw QueryError(.binding, "\(function.name)() needs at least \(function.required) arguments", at: span)
        }
        return try arguments.enumerated().map { index, argument in
            guard let parameter = function.parameter(index) else {
                throw QueryError(.binding, "\(function.name)() has too many arguments: \(arguments.count)", at: span)
            }
            guard Binder.distance(argument, to: parameter) != nil else {
                throw QueryError(.binding, "\(function.name)() cannot be used with \(argument.type.phrase)", at: span)
            }
            if case .exactly(let type) = parameter { return try convert(argument, to: type, at: span) }
            if argument.type == .dynamic, parameter == .number || parameter == .summable {
                return try convert(argument, to: .real, at: span)
            }
            return argument
        }
    }

    // MARK: Aggregates with several columns

    /// `arg_max(t, a, b)`: the row with the largest t.
    private func argExtreme(
        _ call: Call, _ collector: AggregateCollector, excluding keys: Set<String>, at span: Span
    ) throws -> Range<Int> {
        guard call.arguments.count >= 1, let function = AggregateTable.byName[call.name.text] else {
            throw QueryError(.binding, "\(call.name.text)() needs what to compare", at: span)
        }
        let first = try scalar(call.arguments[0].expression, collector.input)
        let title = ColumnNaming.name(of: call.arguments[0].expression) ?? (call.name.text.hasSuffix("max") ? "max_" : "min_")
        var outputs = [Field(title, first.type)]
        var arguments = [first]
        try addColumns(call.arguments.dropFirst(), collector, excluding: keys.union([title]), &arguments, &outputs)
        return collector.add(AggregateCall(function: function, arguments: arguments, condition: nil, outputs: outputs))
    }

    private func takeAny(
        _ call: Call, _ collector: AggregateCollector, excluding keys: Set<String>, at span: Span
    ) throws -> Range<Int> {
        guard let function = AggregateTable.byName[call.name.text] else {
            throw QueryError(.binding, "there is no aggregate '\(call.name.text)'", at: span)
        }
        var given = call.arguments[...]
        var condition: BoundExpression?
        if call.name.text.hasSuffix("if"), let last = given.popLast() {
            condition = try self.condition(last.expression, collector.input)
        }
        var outputs: [Field] = []
        var arguments: [BoundExpression] = []
        try addColumns(given, collector, excluding: keys, &arguments, &outputs)
        if call.name.text.hasPrefix("any"), outputs.count == 1 { outputs[0].name = "any_" + outputs[0].name }
        return collector.add(AggregateCall(function: function, arguments: arguments, condition: condition, outputs: outputs))
    }

    private func addColumns(
        _ given: ArraySlice<NamedExpression>, _ collector: AggregateCollector, excluding: Set<String>,
        _ arguments: inout [BoundExpression], _ outputs: inout [Field]
    ) throws {
        for argument in given {
            if case .wildcard(let pattern) = argument.expression.kind {
                for (index, field) in collector.input.schema.fields.enumerated()
                where Glob.matches(field.name, pattern) && !excluding.contains(field.name) {
                    arguments.append(.column(index, field.type))
                    outputs.append(field)
                }
            } else {
                let value = try scalar(argument.expression, collector.input)
                arguments.append(value)
                outputs.append(Field(ColumnNaming.name(of: argument.expression) ?? "Column1", value.type))
            }
        }
    }

    /// `percentiles(x, 50, 95)`: a column for each.
    private func percentiles(
        _ call: Call, _ rule: AggregateTable.PercentileRule, _ collector: AggregateCollector, at span: Span
    ) throws -> Range<Int> {
        guard let function = AggregateTable.byName[rule.single], call.arguments.count > rule.leading else {
            throw QueryError(.binding, "\(call.name.text)() needs percentages", at: span)
        }
        let values = try fitted(
            try call.arguments.prefix(rule.leading).map { try scalar($0.expression, collector.input) }
                + [.literal(.real(0), .real)], to: function, at: span
        ).dropLast()
        let title = ColumnNaming.name(of: call.arguments[0].expression) ?? ""
        var places: Range<Int>?
        for argument in call.arguments.dropFirst(rule.leading) {
            let value = try constant(argument.expression, collector.input.scope, "a percentage")
            for percentage in value.array ?? [value] {
                let output = Field("percentile_\(title)_\(percentage.percentText)", values[0].type)
                let added = collector.add(
                    AggregateCall(
                        function: function, arguments: values + [.literal(percentage.converted(to: .real), .real)],
                        condition: nil, outputs: [output]))
                places = (places?.lowerBound ?? added.lowerBound)..<added.upperBound
            }
        }
        return places ?? 0..<0
    }

    // MARK: distinct

    func distinct(_ columns: [NamedExpression], _ input: Plan, _ context: RowContext) throws -> Plan {
        if columns.count == 1, case .wildcard("*") = columns[0].expression.kind {
            let kept = input.schema.fields.indices.filter { !Binder.isIngestion(input.schema.fields[$0]) }
            let keys = kept.map { BoundExpression.column($0, input.schema.fields[$0].type) }
            return Plan(
                .summarize(input, keys: keys, aggregates: []),
                Schema(kept.map { input.schema.fields[$0] }, isOpen: input.schema.isOpen))
        }
        let projected = try project(columns, input, context)
        let keys = projected.schema.fields.indices.map { BoundExpression.column($0, projected.schema.fields[$0].type) }
        return Plan(.summarize(projected, keys: keys, aggregates: []), projected.schema)
    }
}

extension Value {
    /// A percentage in the name of a column: `95`, `99_9`.
    fileprivate var percentText: String {
        if case .real(let number) = self, number != number.rounded() { return text.replacing(".", with: "_") }
        return converted(to: .long).text
    }
}
