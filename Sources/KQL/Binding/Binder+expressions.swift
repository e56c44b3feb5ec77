extension Binder {
    /// A scalar expression over the columns of its context.
    func scalar(_ expression: Expression, _ context: RowContext) throws -> BoundExpression {
        let span = expression.span
        switch expression.kind {
        case .literal(let type, let value): return .literal(value, type)
        case .name(let name): return try column(name, context, at: span)
        case .wildcard: throw QueryError(.binding, "'*' does not stand for one value here", at: span)
        case .member(let base, let name): return try member(base, name, context, at: span)
        case .element(let base, let index): return try element(base, index, context, at: span)
        case .call(let call): return try self.call(call, context, at: span)
        case .unary(let op, let operand):
            let operand = try scalar(operand, context)
            return op == .minus ? try function("negate", [operand], at: span) : operand
        case .binary(let op, let left, let right): return try binary(op, left, right, context, at: span)
        case .logical(let op, let operands):
            return try function(op.rawValue, try operands.map { try condition($0, context) }, at: span)
        case .between(let subject, let lower, let upper, let isNegated):
            return try between(subject, lower, upper, isNegated, context, at: span)
        case .membership(let op, let subject, let candidates):
            return try membership(op, subject, candidates, context, at: span)
        case .query:
            throw QueryError(.binding, "a table stands where one value is needed; use toscalar(...)", at: span)
        case .typeLiteral: throw QueryError(.binding, "typeof(...) is no value here", at: span)
        }
    }

    /// An expression that has to be true or false.
    func condition(_ expression: Expression, _ context: RowContext) throws -> BoundExpression {
        let bound = try scalar(expression, context)
        switch bound.type {
        case .bool: return bound
        case .dynamic: return try function("tobool", [bound], at: expression.span)
        default:
            throw QueryError(.binding, "a condition is needed here, not \(bound.type.phrase)", at: expression.span)
        }
    }

    /// A literal's value, known before the query runs.
    func constant(_ expression: Expression, _ scope: Scope, _ what: String) throws -> Value {
        let bound = try scalar(expression, RowContext(schema: Schema(), scope: scope))
        guard let value = bound.constant else {
            throw QueryError(.binding, "\(what) has to be a constant", at: expression.span)
        }
        return value
    }

    /// A constant that counts something.
    func count(_ expression: Expression, _ scope: Scope, _ what: String) throws -> Int {
        let value = try constant(expression, scope, what)
        guard case .long(let number) = value.converted(to: .long) else {
            if isChecking { return 0 }
            throw QueryError(.binding, "\(what) has to be a whole number", at: expression.span)
        }
        return Int(max(0, number))
    }

    // MARK: Names

    private func column(_ name: String, _ context: RowContext, at span: Span) throws -> BoundExpression {
        if !context.hidesColumns, let index = context.schema.index(of: name) {
            return .column(index, context.schema.fields[index].type)
        }
        if let whole = try graphValue(name, context, at: span) { return whole }
        switch context.scope[name] {
        case .scalar(let value): return value
        case .table, .graph:
            throw QueryError(.binding, "'\(name)' is a table where one value is needed; use toscalar(\(name))", at: span)
        case .function(let definition, let scope) where definition.parameters.isEmpty:
            return try expand(name, definition, scope, [], context, at: span)
        case .function: throw QueryError(.binding, "'\(name)' is a function: call it with arguments in parentheses", at: span)
        case nil: break
        }
        if context.schema.isOpen, !context.hidesColumns { return .literal(.null, .dynamic) }
        if context.aggregates != nil {
            throw QueryError(.binding, "'\(name)' is not a key of this summarize and stands outside an aggregate", at: span)
        }
        if name.lowercased() == "null" {
            let advice = "what is missing is tested by isnull(...) or isnotnull(...), and by isempty(...) for a text"
            throw QueryError(.binding, "'\(name)' is no value; \(advice)", at: span)
        }
        let known = context.schema.fields.map(\.name) + context.scope.bindings.keys
        throw QueryError(
            .binding, "there is no column '\(name)' here\(NearestName.suggestion(for: name, among: known))", at: span)
    }

    private func member(_ base: Expression, _ name: Name, _ context: RowContext, at span: Span) throws -> BoundExpression {
        if case .name(let record) = base.kind, let columns = context.records[record] {
            if let index = columns[name.text] { return .column(index, context.schema.fields[index].type) }
            if context.schema.isOpen { return .literal(.null, .dynamic) }
            let near = NearestName.suggestion(for: name.text, among: columns.keys)
            throw QueryError(.binding, "\(record) has no column '\(name.text)'\(near)", at: name.span)
        }
        if case .name(let path) = base.kind, let values = try pathMember(path, name, context) { return values }
        let bound = try scalar(base, context)
        guard bound.type == .dynamic else {
            throw QueryError(
                .binding, "\(bound.type.phrase) has no member '\(name.text)'; use parse_json(...) on a text", at: span)
        }
        return try function("[]", [bound, .literal(.string(name.text), .string)], at: span)
    }

    private func element(_ base: Expression, _ index: Expression, _ context: RowContext, at span: Span) throws -> BoundExpression
    {
        let bound = try scalar(base, context)
        let index = try scalar(index, context)
        guard bound.type == .dynamic else {
            throw QueryError(
                .binding, "\(bound.type.phrase) has no elements; use parse_json(...) on a text", at: span)
        }
        return try function("[]", [bound, index], at: span)
    }

    // MARK: Operators

    private func binary(
        _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ context: RowContext, at span: Span
    ) throws -> BoundExpression {
        let name = op == .search ? "has" : op.rawValue
        if Binder.isRowTest(left, name, context) {
            let right = try scalar(right, context)
            return try any(context, at: span) { try function(name, [$0, right], at: span) }
        }
        return try function(name, [try scalar(left, context), try scalar(right, context)], at: span)
    }

    /// Whether any column passes a test: what `*` stands for. Columns that it is not for are tested as text.
    private func any(
        _ context: RowContext, at span: Span, _ test: (BoundExpression) throws -> BoundExpression
    ) throws -> BoundExpression {
        let tests = try context.schema.fields.enumerated().map { place, field in
            let column = BoundExpression.column(place, field.type)
            if let bound = try? test(column) { return bound }
            return try test(try convert(column, to: .string, at: span))
        }
        switch tests.count {
        case 0: return .literal(.bool(false), .bool)
        case 1: return tests[0]
        default: return try function("or", tests, at: span)
        }
    }

    private func between(
        _ subject: Expression, _ lower: Expression, _ upper: Expression, _ isNegated: Bool, _ context: RowContext, at span: Span
    ) throws -> BoundExpression {
        let subject = try scalar(subject, context)
        let lower = try scalar(lower, context)
        var upper = try scalar(upper, context)
        // `between (start .. 1d)`: the end is counted from the start.
        if lower.type == .datetime, upper.type == .timespan { upper = try function("+", [lower, upper], at: span) }
        let isInside: BoundExpression
        do {
            let tests = [try function(">=", [subject, lower], at: span), try function("<=", [subject, upper], at: span)]
            isInside = try function("and", tests, at: span)
        } catch let error as QueryError where error.kind == .binding {
            let types = [subject, lower, upper].map(\.type.rawValue).joined(separator: ", ")
            throw QueryError(.binding, "'\(isNegated ? "!" : "")between' cannot be used with \(types)", at: span)
        }
        return isNegated ? try function("not", [isInside], at: span) : isInside
    }

    private func membership(
        _ op: MembershipOperator, _ subject: Expression, _ candidates: [Expression], _ context: RowContext, at span: Span
    ) throws -> BoundExpression {
        let isRowTest = Binder.isRowTest(subject, op.rawValue, context)
        var arguments = isRowTest ? [] : [try scalar(subject, context)]
        for candidate in candidates {
            var scope = context.scope
            if isTable(candidate, context) {
                let rows = try rows(try table(candidate, &scope))
                let elements = rows.columns.first.map { column in (0..<rows.count).map { column[$0] } } ?? []
                arguments.append(.literal(.array(elements), .dynamic))
            } else {
                arguments.append(try scalar(candidate, context))
            }
        }
        guard isRowTest else { return try function(op.rawValue, arguments, at: span) }
        return try any(context, at: span) { try function(op.rawValue, [$0] + arguments, at: span) }
    }

    /// Whether a test is one of all columns: `* has "x"`. What the opposite of one would say is not documented.
    private static func isRowTest(_ subject: Expression, _ name: String, _ context: RowContext) -> Bool {
        guard case .wildcard("*") = subject.kind, !context.hidesColumns else { return false }
        return !name.hasPrefix("!")
    }
}
