extension Plan {
    /// The plan without columns that nothing reads: tables are asked for the others alone, and expressions that nobody
    /// looks at are not worked out. Every column keeps its place.
    func pruned() -> Plan { pruned(needed: Set(schema.fields.indices)) }

    private func pruned(needed: Set<Int>) -> Plan {
        var plan = self
        switch node {
        case .table(let name, _): plan.node = .table(name, columns: needed.sorted())
        case .input: plan.node = .input(columns: needed.sorted())
        case .rows, .range: break
        case .filter(let input, let predicate):
            plan.node = .filter(input.pruned(needed: needed.union(columns(in: [predicate]))), predicate)
        case .project(let input, let outputs):
            let kept = outputs.enumerated().map { index, output in
                needed.contains(index) ? output : BoundExpression(kind: .unread, type: output.type)
            }
            plan.node = .project(input.pruned(needed: columns(in: kept)), kept)
        case .summarize(let input, let keys, let aggregates):
            let read = columns(in: keys + aggregates.flatMap { $0.arguments + ($0.condition.map { [$0] } ?? []) })
            plan.node = .summarize(input.pruned(needed: read), keys: keys, aggregates: aggregates)
        case .sort(let input, let keys, let limit):
            plan.node = .sort(input.pruned(needed: needed.union(columns(in: keys.map(\.expression)))), by: keys, limit: limit)
        case .take(let input, let count): plan.node = .take(input.pruned(needed: needed), count)
        case .serialize(let input): plan.node = .serialize(input.pruned(needed: needed))
        case .union(let inputs): plan.node = .union(inputs.map { $0.pruned(needed: needed) })
        case .join(let join): plan.node = .join(pruned(join, needed))
        case .expand(var expand):
            let width = expand.input.schema.fields.count
            if let body = expand.body {
                expand.body = body.pruned(needed: Set(needed.filter { $0 >= width }.map { $0 - width }))
            }
            let ofBody = (expand.body?.readOfInput ?? []).subtracting(expand.items.map(\.target))
            let read = needed.union(columns(in: expand.items.map(\.source))).union(ofBody)
            expand.input = expand.input.pruned(needed: read.filter { $0 < width })
            plan.node = .expand(expand)
        case .partition(let input, let column, let body): plan.node = .partition(input.pruned(), by: column, body: body.pruned())
        // What several parts read is made once, for all of them.
        case .shared(let number, let input): plan.node = .shared(number, input.pruned())
        case .transform(let inputs, let transform): plan.node = .transform(inputs.map { $0.pruned() }, transform)
        }
        return plan
    }

    private func columns(in expressions: [BoundExpression]) -> Set<Int> {
        var read = Set<Int>()
        for expression in expressions { expression.collectColumns(into: &read) }
        return read
    }

    private func pruned(_ join: JoinPlan, _ needed: Set<Int>) -> JoinPlan {
        var join = join
        let width = join.left.schema.fields.count
        let givesLeft = join.kind != .rightSemi && join.kind != .rightAnti
        let givesRight = join.kind != .leftSemi && join.kind != .leftAnti
        let left: Set<Int> = givesLeft ? needed.filter { $0 < width } : []
        let offset = givesLeft ? width : 0
        let right: Set<Int> = givesRight ? Set(needed.filter { $0 >= offset }.map { $0 - offset }) : []
        join.left = join.left.pruned(needed: left.union(columns(in: join.leftKeys)))
        join.right = join.right.pruned(needed: right.union(columns(in: join.rightKeys)))
        return join
    }
}
