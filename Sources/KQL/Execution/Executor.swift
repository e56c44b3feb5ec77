/// Carries a plan out. Operators that can work row by row pass batches on as they come; the others gather their input.
public final class Executor {
    let provider: any TableProvider
    let control: ExecutionControl
    /// Whether the store is offered parts of the plan.
    let pushesDown: Bool
    /// The rows of shared parts, by their number.
    private var shared: [Int: Table] = [:]
    /// What a sub-query is given.
    private var input: Table?

    init(provider: any TableProvider, control: ExecutionControl, pushesDown: Bool = true) {
        self.provider = provider
        self.control = control
        self.pushesDown = pushesDown
    }

    /// All rows of a plan.
    func table(_ plan: Plan) throws -> Table {
        switch plan.node {
        case .rows(let table): return Table(plan.schema, table.columns, count: table.count)
        case .input:
            if let input { return Table(plan.schema, input.columns, count: input.count) }
        default: break
        }
        let source = try source(plan)
        var builder = TableBuilder(plan.schema)
        var held = 0
        while let batch = try source.next() {
            try control.check()
            let size = builder.append(batch)
            held += size
            try control.hold(size)
        }
        control.release(held)
        return builder.finish()
    }

    /// A sub-query on rows that are given.
    func table(_ plan: Plan, on rows: Table) throws -> Table {
        let outer = input
        defer { input = outer }
        input = rows
        return try table(plan)
    }

    /// The rows of a plan, batch by batch.
    /// - Parameter conditions: what filters right above the plan ask of its rows, for the store to read less.
    func source(_ plan: Plan, where conditions: [BoundExpression] = []) throws -> any BatchSource {
        CheckedSource(try made(plan, conditions))
    }

    private func made(_ plan: Plan, _ conditions: [BoundExpression]) throws -> any BatchSource {
        if let pushed = try pushed(plan) { return pushed }
        switch plan.node {
        case .table(let name, let columns):
            let columns = columns ?? Array(plan.schema.fields.indices)
            return try provider.rows(of: name, columns: columns, where: pushesDown ? conditions : [])
        case .rows(let table): return TableSource(table)
        case .input: return TableSource(try table(plan))
        case .range(let from, let to, let step): return try RangeSource(from, to, step, plan.schema.fields[0].type, control)
        case .filter(let input, let predicate):
            return FilterSource(try source(input, where: conditions + [predicate]), try Predicate(predicate))
        case .project(let input, let outputs):
            return ProjectSource(try source(input), try outputs.map { try Evaluator($0) }, control)
        case .summarize(let input, let keys, let aggregates):
            let summary = try Summary(keys, aggregates, plan.schema)
            return TableSource(try summary.run(source(input), control))
        case .sort(let input, let keys, let limit):
            return try sorted(input, keys, limit)
        case .take(let input, let count): return TakeSource(try source(input), count)
        case .join(let join): return try JoinSource(join, plan.schema, self)
        case .union(let inputs): return UnionSource(inputs, self)
        case .expand(let expand):
            return try expand.body.map { try ApplySource(expand, $0, self) } ?? ExpandSource(expand, self)
        case .partition(let input, let column, let body): return TableSource(try partition(table(input), column, body))
        case .serialize(let input): return TableSource(try table(input), wholeAtOnce: true)
        case .shared(let number, let plan): return TableSource(try sharedTable(number, plan))
        case .transform(let inputs, let transform):
            return TableSource(try transform.run(try inputs.map { try table($0) }, self))
        }
    }

    /// The rows of a part that the store carries out.
    func pushed(_ plan: Plan) throws -> (any BatchSource)? {
        pushesDown ? try provider.run(plan, until: control.stop) : nil
    }

    private func sharedTable(_ number: Int, _ plan: Plan) throws -> Table {
        if let table = shared[number] { return table }
        let table = try table(plan)
        // Rows made from a sub-query's input belong to that input alone.
        if !plan.readsInput { shared[number] = table }
        return table
    }

    private func sorted(_ input: Plan, _ keys: [SortKey], _ limit: Int?) throws -> any BatchSource {
        if let limit, limit <= TopSource.largest {
            return TableSource(try TopSource(keys, limit, input.schema).run(source(input), control))
        }
        let rows = try table(input)
        let order = try Sorting.order(of: rows, by: keys, limit: limit)
        return TableSource(rows.gather(order))
    }

    private func partition(_ rows: Table, _ column: Int, _ body: Plan) throws -> Table {
        var groups = GroupKeys([rows.schema.fields[column].type])
        let numbers = groups.numbers(of: [Vector(rows.columns[column])], count: rows.count)
        var members = [[Int32]](repeating: [], count: groups.count)
        for (row, number) in numbers.enumerated() { members[Int(number)].append(Int32(row)) }
        var builder = TableBuilder(body.schema)
        for member in members {
            try control.check()
            let result = try table(body, on: rows.gather(member))
            builder.append(Batch(result.columns, count: result.count))
        }
        return builder.finish()
    }
}
