/// `mv-expand`: a row out for each element of an array or member of a bag.
final class ExpandSource: BatchSource {
    private let input: any BatchSource
    private let unfolding: Unfolding
    private let control: ExecutionControl
    private var made = 0
    /// A batch whose rows are not all unfolded yet.
    private var progress: Unfolding.Progress?

    init(_ plan: ExpandPlan, _ executor: Executor) throws {
        unfolding = try Unfolding(plan)
        control = executor.control
        input = try executor.source(plan.input)
    }

    func next() throws -> Batch? {
        try control.check()
        guard var progress = try progress ?? input.next().map(unfolding.begin) else { return nil }
        let piece = unfolding.piece(&progress)
        self.progress = progress.isDone ? nil : progress
        made += piece.rows.count
        try control.checkRows(made)
        return Batch(unfolding.columns(progress.batch, piece), count: piece.rows.count)
    }
}

/// `mv-apply`: runs a body on the elements of each row. What the body does with each element by itself is done for the elements of many
/// rows at once.
final class ApplySource: BatchSource {
    private let input: any BatchSource
    private let unfolding: Unfolding
    private let executor: Executor
    private let body: ElementBody
    private let read: Set<Int>
    private var progress: Unfolding.Progress?

    init(_ plan: ExpandPlan, _ body: Plan, _ executor: Executor) throws {
        unfolding = try Unfolding(plan)
        self.executor = executor
        self.body = ElementBody(body, width: plan.outerCount)
        read = body.readOfInput
        input = try executor.source(plan.input)
    }

    func next() throws -> Batch? {
        try executor.control.check()
        guard var progress = try progress ?? input.next().map(unfolding.begin) else { return nil }
        let piece = unfolding.piece(&progress)
        self.progress = progress.isDone ? nil : progress
        let numbers = Column(.long, .integers(piece.rows.map(Int64.init)))
        let columns = unfolding.columns(progress.batch, piece, reading: read) + [numbers]
        let each = try executor.table(body.each, on: Table(body.each.schema, columns, count: piece.rows.count))
        guard case .integers(let rows)? = each.columns.last?.storage else { return Batch([], count: 0) }
        let (outer, inner) = try together(rows.map { Int32($0) }, each.columns.dropLast(), piece.range)
        return Batch(progress.batch.columns.map { $0.gather(outer) } + inner, count: outer.count)
    }

    /// Does what is left with the rows of each outer row.
    /// - Parameter rows: the outer row of each, ascending.
    private func together(_ rows: [Int32], _ columns: ArraySlice<Column>, _ range: Range<Int>) throws -> ([Int32], [Column]) {
        guard let plan = body.together else { return (rows, Array(columns)) }
        var (outer, start): ([Int32], Int) = ([], 0)
        var results = TableBuilder(plan.schema)
        for row in range {
            try executor.control.check()
            let end = rows[start...].firstIndex { $0 > row } ?? rows.count
            let own = (start..<end).map { Int32($0) }
            start = end
            let result = try executor.table(plan, on: Table(plan.schema, columns.map { $0.gather(own) }, count: own.count))
            outer += [Int32](repeating: Int32(row), count: result.count)
            results.append(Batch(result.columns, count: result.count))
        }
        return (outer, results.finish().columns)
    }
}
