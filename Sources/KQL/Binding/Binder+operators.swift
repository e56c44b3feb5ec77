extension Binder {
    /// An operator on the rows of a plan.
    func apply(_ step: TabularOperator, to input: Plan, _ scope: inout Scope) throws -> Plan {
        do {
            return try bound(step, input, &scope)
        } catch var error as QueryError {
            if error.span == nil { error.span = step.span }
            throw error
        }
    }

    /// The same; where all mistakes are looked for, an operator with one is noted and passed over, and what it would have made is not known.
    func applyOrPass(_ step: TabularOperator, to input: Plan, _ scope: inout Scope) throws -> Plan {
        guard mistakes != nil else { return try apply(step, to: input, &scope) }
        do {
            if case .invalid = step.kind { return input }
            return try apply(step, to: input, &scope)
        } catch {
            mistakes?.append(QueryError(error))
            return Plan(.input(), Schema(input.schema.fields, isOpen: input.schema.isOpen || step.kind.changesColumns))
        }
    }

    private func bound(_ step: TabularOperator, _ input: Plan, _ scope: inout Scope) throws -> Plan {
        let context = RowContext(schema: input.schema, scope: scope)
        switch step.kind {
        case .where_(let predicate):
            let predicate = try condition(predicate, context)
            if predicate.constant == .bool(true) { return input }
            return Plan(.filter(serialized(input, [predicate]), predicate), input.schema)
        case .extend(let expressions), .serialize(let expressions):
            let extended = try extend(expressions, input, context)
            if case .serialize = step.kind { return Plan(.serialize(extended), extended.schema) }
            return extended
        case .project(let expressions): return try project(expressions, input, context)
        case .projectAway(let patterns): return try projectAway(patterns, input)
        case .projectKeep(let patterns): return try projectKeep(patterns, input)
        case .projectRename(let expressions): return try projectRename(expressions, input)
        case .projectReorder(let patterns): return try projectReorder(patterns, input)
        case .projectByNames(let expressions): return try projectByNames(expressions, input, context)
        case .summarize(let aggregates, let keys): return try summarize(aggregates, keys, input, context)
        case .distinct(let columns): return try distinct(columns, input, context)
        case .count:
            return try summarize(
                [
                    NamedExpression(
                        names: [Name("Count", step.span)],
                        expression: Expression(.call(Call(name: Name("count", step.span), arguments: [])), step.span))
                ], [], input, context)
        case .take(let count): return Plan(.take(input, try self.count(count, scope, "the number of rows")), input.schema)
        case .sample(let count):
            return transform("sample", input, input.schema, Sampling.rows(try self.count(count, scope, "the number of rows")))
        case .sampleDistinct(let count, let column):
            let distinct = try distinct([NamedExpression(names: [], expression: column)], input, context)
            return Plan(.take(distinct, try self.count(count, scope, "the number of values")), distinct.schema)
        case .sort(let keys): return try sort(keys, input, context)
        case .top(let count, let key):
            let limit = try self.count(count, scope, "the number of rows")
            let bound = try sortKey(key, context)
            return Plan(.sort(serialized(input, [bound.expression]), by: [bound], limit: limit), input.schema)
        case .join(let clause): return try join(clause, input, &scope, at: step.span)
        case .union(let clause): return try union(clause, input, &scope, at: step.span)
        case .mvExpand(let clause): return try expand(clause, input, context, body: nil)
        case .mvApply(let clause, let body): return try expand(clause, input, context, body: body)
        case .parse(let clause): return try parse(clause, input, context)
        case .parseKV(let clause): return try parseKV(clause, input, context)
        case .makeSeries(let clause): return try makeSeries(clause, input, context)
        case .as_(let name):
            var shared = makeShared(input)
            shared.title = name.text
            scope[name.text] = .table(shared)
            return shared
        case .evaluate(let call, let schema): return try evaluatePlugin(call, schema, input, &scope, at: step.span)
        case .partition(let clause): return try partition(clause, input, scope)
        case .scan(let clause): return try scan(clause, input, context)
        case .topNested(let clauses): return try topNested(clauses, input, context)
        case .topHitters(let count, let of, let by): return try topHitters(count, of, by, input, context)
        case .reduce(let subject, let parameters): return try reduce(subject, parameters, input, context)
        case .invoke(let call): return try invoke(call, input, scope)
        case .search(let clause): return try search(clause, input, &scope, at: step.span)
        case .getSchema(let asText): return asText ? schemaText(input) : getSchema(input)
        case .passive: return input
        case .fork(let branches):
            guard branches.count == 1, let branch = branches.first else {
                throw QueryError(
                    .binding, "fork with several branches ends a statement; nothing can follow what it gives", at: step.span)
            }
            return try subquery(branch.body, on: input, scope)
        case .facet(let columns, let rest): return try facet(columns, rest, input, context, at: step.span)
        case .makeGraph, .graphMatch, .graphToTable, .graphMarkComponents:
            throw QueryError(.binding, "this operator works on a graph, which make-graph makes", at: step.span)
        case .unsupported(let name):
            if isChecking { return Plan(.input(), Schema(input.schema.fields, isOpen: true)) }
            throw QueryError(.unsupported, "the operator '\(name)' is not carried out", at: step.span)
        case .invalid: throw QueryError(.syntax, "this operator could not be read", at: step.span)
        case .print, .range, .datatable, .externalData, .find:
            throw QueryError(.binding, "this operator begins a pipeline; it takes no rows", at: step.span)
        }
    }

    /// A pipeline over rows that are given.
    func subquery(_ body: Query, on input: Plan, _ scope: Scope) throws -> Plan {
        var inner = scope
        inner.input = input
        return try pipeline(body, &inner)
    }

    /// The input as one batch where an expression looks at other rows.
    func serialized(_ input: Plan, _ expressions: [BoundExpression]) -> Plan {
        if case .serialize = input.node { return input }
        return expressions.contains { $0.needsAllRows } ? Plan(.serialize(input), input.schema) : input
    }

    func transform(
        _ name: String, _ input: Plan, _ schema: Schema,
        _ run: @escaping @Sendable (Table, Executor) throws -> Table
    ) -> Plan {
        let transform = TableTransform(name: name) { tables, executor in try run(tables[0], executor) }
        return Plan(.transform([input], transform), schema)
    }

    // MARK: Order

    private func sort(_ keys: [Ordering], _ input: Plan, _ context: RowContext) throws -> Plan {
        let bound = try keys.map { try sortKey($0, context) }
        return Plan(.sort(serialized(input, bound.map(\.expression)), by: bound, limit: nil), input.schema)
    }

    func sortKey(_ ordering: Ordering, _ context: RowContext) throws -> SortKey {
        SortKey(
            expression: try scalar(ordering.expression.expression, context), isAscending: ordering.isAscending,
            nullsFirst: ordering.nullsFirst)
    }

    private func invoke(_ call: Call, _ input: Plan, _ scope: Scope) throws -> Plan {
        guard case .function(let definition, let outer)? = scope[call.name.text] else {
            if isElsewhere(call.name.text) { return Plan(.input(), Schema(input.schema.fields, isOpen: true)) }
            let near = NearestName.suggestion(for: call.name.text, among: scope.bindings.keys)
            throw QueryError(.binding, "there is no function '\(call.name.text)' to invoke\(near)", at: call.name.span)
        }
        let arguments = call.arguments.map { argument in
            guard case .name(let name) = argument.expression.kind, scope[name] == nil, input.schema.index(of: name) != nil else {
                return argument
            }
            // A column of the rows stands for its name: the function gets rows, not a value of each.
            let text = Expression(.literal(.string, .string(name)), argument.expression.span)
            return NamedExpression(names: argument.names, expression: text)
        }
        return try tableBody(call.name.text, definition, outer, arguments, scope, at: call.name.span, receiver: input)
    }

    private func getSchema(_ input: Plan) -> Plan {
        let schema = Schema([
            Field("ColumnName", .string), Field("ColumnOrdinal", .long), Field("DataType", .string), Field("ColumnType", .string),
        ])
        let rows: [[Value]] = input.schema.fields.enumerated().map { index, field in
            [.string(field.name), .long(Int64(index)), .string(field.type.dotNetName), .string(field.type.rawValue)]
        }
        return Plan(.rows(Table(schema, rows: rows)), schema)
    }

    /// `a:string, b:long`
    private func schemaText(_ input: Plan) -> Plan {
        let text = input.schema.fields.map { "\($0.name):\($0.type.rawValue)" }.joined(separator: ", ")
        let schema = Schema([Field("Schema", .string)])
        return Plan(.rows(Table(schema, rows: [[.string(text)]])), schema)
    }
}

extension TabularOperator.Kind {
    /// Whether other columns may come out than go in.
    fileprivate var changesColumns: Bool {
        switch self {
        case .where_, .sort, .top, .take, .sample, .passive, .invalid: false
        default: true
        }
    }
}

extension ScalarType {
    /// The type's name in .NET, which `getschema` shows.
    var dotNetName: String {
        switch self {
        case .bool: "System.SByte"
        case .int: "System.Int32"
        case .long: "System.Int64"
        case .real: "System.Double"
        case .decimal: "System.Data.SqlTypes.SqlDecimal"
        case .datetime: "System.DateTime"
        case .timespan: "System.TimeSpan"
        case .guid: "System.Guid"
        case .string: "System.String"
        case .dynamic: "System.Object"
        }
    }
}
