extension Binder {
    func join(_ clause: JoinClause, _ left: Plan, _ scope: inout Scope, at span: Span) throws -> Plan {
        let right = try table(clause.right, &scope)
        let kind = try joinKind(clause)
        var leftKeys: [BoundExpression] = []
        var rightKeys: [BoundExpression] = []
        var lookedUp = Set<Int>()
        for condition in clause.conditions {
            for part in Binder.conjuncts(condition) {
                let (first, second, name) = try keys(part, left, right, scope)
                leftKeys.append(first)
                rightKeys.append(second)
                if name, case .column(let index) = second.kind { lookedUp.insert(index) }
            }
        }
        guard !leftKeys.isEmpty else {
            throw QueryError(.binding, "a join needs 'on' with at least one column", at: span)
        }
        let join = JoinPlan(kind: kind, left: left, right: right, leftKeys: leftKeys, rightKeys: rightKeys)
        switch kind {
        case .leftSemi, .leftAnti: return Plan(.join(join), left.schema)
        case .rightSemi, .rightAnti: return Plan(.join(join), right.schema)
        default: return sideBySide(join, dropping: clause.isLookup ? lookedUp : [])
        }
    }

    /// All columns of both; a name of the right that is taken gets a number.
    private func sideBySide(_ join: JoinPlan, dropping dropped: Set<Int>) -> Plan {
        let left = join.left.schema.fields
        var names = NameAllocator(left.map(\.name))
        let isOpen = join.left.schema.isOpen || join.right.schema.isOpen
        let kept = join.right.schema.fields.indices.filter { !dropped.contains($0) }
        let right = kept.map { Field(names.unique(join.right.schema.fields[$0].name), join.right.schema.fields[$0].type) }
        let all = Schema(left + join.right.schema.fields, isOpen: isOpen)
        let joined = Plan(.join(join), all)
        let outputs =
            left.indices.map { BoundExpression.column($0, left[$0].type) }
            + kept.map { .column(left.count + $0, join.right.schema.fields[$0].type) }
        return Plan(.project(joined, outputs), Schema(left + right, isOpen: isOpen))
    }

    private func joinKind(_ clause: JoinClause) throws -> JoinPlan.Kind {
        guard let parameter = clause.parameters.first(where: { $0.name == "kind" }) else {
            return clause.isLookup ? .leftOuter : .innerUnique
        }
        let word = ColumnNaming.name(of: parameter.value) ?? ""
        let aliases = ["anti": "leftanti", "leftantisemi": "leftanti", "rightantisemi": "rightanti", "semi": "leftsemi"]
        guard let kind = JoinPlan.Kind(rawValue: aliases[word] ?? word) else {
            let known = JoinPlan.Kind.allCases.map(\.rawValue)
            throw QueryError(
                .binding, "there is no join kind '\(word)'\(NearestName.suggestion(for: word, among: known))", at: parameter.span)
        }
        if clause.isLookup, kind != .inner, kind != .leftOuter {
            throw QueryError(.binding, "lookup is inner or leftouter", at: parameter.span)
        }
        return kind
    }

    private static func conjuncts(_ expression: Expression) -> [Expression] {
        if case .logical(.and, let parts) = expression.kind { return parts.flatMap(conjuncts) }
        return [expression]
    }

    /// The two sides of a condition, and whether the right one is a plain key that lookup leaves out.
    private func keys(
        _ condition: Expression, _ left: Plan, _ right: Plan, _ scope: Scope
    ) throws -> (BoundExpression, BoundExpression, Bool) {
        switch condition.kind {
        case .name(let name):
            let first = try side(Expression(.name(name), condition.span), left, "left", scope)
            let second = try side(Expression(.name(name), condition.span), right, "right", scope)
            let (a, b) = try aligned(first, second, at: condition.span)
            return (a, b, true)
        case .binary(.equal, let a, let b):
            let sides = [Binder.side(of: a), Binder.side(of: b)]
            let isSwapped = sides[0] == "$right" || sides[1] == "$left"
            let first = try side(Binder.withoutSide(isSwapped ? b : a), left, "left", scope)
            let second = try side(Binder.withoutSide(isSwapped ? a : b), right, "right", scope)
            let (x, y) = try aligned(first, second, at: condition.span)
            return (x, y, true)
        default:
            throw QueryError(
                .binding, "a join's condition is a column of both sides or $left.a == $right.b", at: condition.span)
        }
    }

    private func side(_ expression: Expression, _ plan: Plan, _ title: String, _ scope: Scope) throws -> BoundExpression {
        do {
            return try scalar(expression, RowContext(schema: plan.schema, scope: scope))
        } catch var error as QueryError {
            error.message = "on the \(title) side of the join, " + error.message
            throw error
        }
    }

    /// Keys of one type.
    private func aligned(
        _ left: BoundExpression, _ right: BoundExpression, at span: Span
    ) throws -> (BoundExpression, BoundExpression) {
        if left.type == right.type { return (left, right) }
        let common: ScalarType
        if let wider = CommonType.wider(left.type, right.type) {
            common = wider
        } else if left.type == .dynamic {
            common = right.type
        } else if right.type == .dynamic {
            common = left.type
        } else {
            throw QueryError(.binding, "the join compares \(left.type.phrase) with \(right.type.phrase)", at: span)
        }
        return (try convert(left, to: common, at: span), try convert(right, to: common, at: span))
    }

    /// `$left` or `$right` where the expression is a column of that side.
    private static func side(of expression: Expression) -> String? {
        switch expression.kind {
        case .name(let name) where name == "$left" || name == "$right": name
        case .member(let base, _), .element(let base, _): side(of: base)
        case .call(let call): call.arguments.lazy.compactMap { side(of: $0.expression) }.first
        default: nil
        }
    }

    private static func withoutSide(_ expression: Expression) -> Expression {
        switch expression.kind {
        case .member(let base, let name):
            if case .name("$left") = base.kind { return Expression(.name(name.text), expression.span) }
            if case .name("$right") = base.kind { return Expression(.name(name.text), expression.span) }
            return Expression(.member(withoutSide(base), name), expression.span)
        case .element(let base, let index):
            if case .name(let side) = base.kind, side == "$left" || side == "$right",
                case .literal(_, .string(let name)) = index.kind
            {
                return Expression(.name(name), expression.span)
            }
            return Expression(.element(withoutSide(base), index), expression.span)
        case .call(var call):
            call.arguments = call.arguments.map { NamedExpression(names: $0.names, expression: withoutSide($0.expression)) }
            return Expression(.call(call), expression.span)
        default: return expression
        }
    }
}
