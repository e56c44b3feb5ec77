/// What one of a query's answers is made by.
struct BoundAnswer {
    /// What the query calls it.
    var name: String?
    var plan: Plan
    /// The statement that gives it, where that gives no other.
    var statement: Span?

    init(_ name: String?, _ plan: Plan, _ statement: Span? = nil) {
        (self.name, self.plan, self.statement) = (name, plan, statement)
    }
}

extension Binder {
    /// The answers of a statement: several where its last operator gives several, over rows that are made once.
    func answers(_ expression: Expression, _ scope: inout Scope) throws -> [BoundAnswer] {
        guard case .query(let query) = expression.kind, let parts = query.operators.last?.answers else {
            let plan = try table(expression, &scope)
            return [BoundAnswer(plan.title, plan, expression.span)]
        }
        var beginning = query
        beginning.operators.removeLast()
        // A graph is no rows to share; each of its tables makes it anew.
        let input = parts.contains { $0.step.readsGraph } ? nil : madeOnce(try pipeline(beginning, &scope))
        return try parts.map { part in
            guard let input else {
                var whole = beginning
                whole.operators.append(part.step)
                let plan = try pipeline(whole, &scope)
                if let name = part.name { scope[name] = .table(makeShared(plan)) }
                return BoundAnswer(part.name, plan)
            }
            return BoundAnswer(part.name, try applyOrPass(part.step, to: input, &scope))
        }
    }

    /// Rows that several answers start from. Those that a store gives by itself it gives to each, cut to what that one reads.
    private func madeOnce(_ plan: Plan) -> Plan {
        provider.explanation(of: plan.pruned()) == nil ? makeShared(plan) : plan
    }
}

extension TabularOperator {
    fileprivate var readsGraph: Bool {
        if case .graphToTable = kind { true } else { false }
    }

    /// What each of the answers is made by, where the operator gives several; `nil` for one that gives one.
    fileprivate var answers: [(name: String?, step: TabularOperator)]? {
        func step(_ kind: Kind) -> TabularOperator { TabularOperator(kind: kind, span: span) }
        let parts: [(String?, TabularOperator)]
        switch kind {
        case .fork(let branches): parts = branches.map { ($0.name?.text, step(.fork([$0]))) }
        case .facet(let columns, let rest):
            parts =
                columns.map { (nil, step(.facet([$0], with: nil))) } + (rest.map { [(nil, step(.facet([], with: $0)))] } ?? [])
        case .graphToTable(let tables): parts = tables.map { ($0.name?.text, step(.graphToTable([$0]))) }
        case .evaluate(let call, _) where call.name.text == "preview" && call.arguments.count == 1:
            parts = [(nil, step(.take(call.arguments[0].expression))), (nil, step(.count))]
        default: return nil
        }
        return parts.count > 1 ? parts : nil
    }
}
