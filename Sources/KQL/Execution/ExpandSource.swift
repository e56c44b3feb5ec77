/// `mv-expand` and `mv-apply`: a row out for each element of an array or member of a bag. Several are unfolded side by
/// side, shorter ones filled with nulls.
final class ExpandSource: BatchSource {
    private let input: any BatchSource
    private let plan: ExpandPlan
    private let sources: [Evaluator]
    private let schema: Schema
    private let executor: Executor
    private let applies: Bool
    private var made = 0
    /// A batch whose rows are not all unfolded yet, and the next of them.
    private var rest: (batch: Batch, vectors: [Vector], row: Int)?

    /// Rows of a batch that goes on: a few rows may have many elements.
    private static let batchRows = 65_536

    init(_ plan: ExpandPlan, _ schema: Schema, _ executor: Executor) throws {
        self.plan = plan
        self.schema = schema
        self.executor = executor
        input = try executor.source(plan.input)
        sources = try plan.items.map { try Evaluator($0.source) }
        applies = plan.body != nil
    }

    func next() throws -> Batch? {
        try executor.control.check()
        if let rest { return try expanded(rest.batch, rest.vectors, from: rest.row) }
        guard let batch = try input.next() else { return nil }
        let unfolded = try sources.map { try $0.vector(batch) }
        return try applies ? applied(batch.compacted(), unfolded) : expanded(batch.compacted(), unfolded, from: 0)
    }

    /// The elements of a row, an array for each item; `nil` where the row goes.
    private func elements(_ vectors: [Vector], _ row: Int) -> [[Value]]? {
        let lists = vectors.map { vector -> [Value] in
            switch vector[row] {
            case .array(let elements): elements
            case .bag(let bag):
                zip(bag.keys, bag.values).map { key, value in
                    plan.bagsAsArrays ? .array([.string(key), value]) : .bag(Bag([(key, value)]))
                }
            case .null: [.null]
            case let other: [other]
            }
        }
        let count = min(lists.map(\.count).max() ?? 0, plan.limit ?? .max)
        if count == 0 { return nil }
        return lists.map { list in
            list.count >= count ? Array(list.prefix(count)) : list + [Value](repeating: .null, count: count - list.count)
        }
    }

    private func expanded(_ batch: Batch, _ vectors: [Vector], from start: Int) throws -> Batch {
        var rows: [Int32] = []
        var indexes: [Int64] = []
        var builders = plan.items.map { ColumnBuilder($0.type) }
        rest = nil
        for row in start..<batch.count {
            if rows.count >= ExpandSource.batchRows {
                rest = (batch, vectors, row)
                break
            }
            guard let lists = elements(vectors, row) else { continue }
            for index in lists[0].indices {
                rows.append(Int32(row))
                indexes.append(Int64(index))
                for item in builders.indices { builders[item].append(lists[item][index]) }
            }
        }
        made += rows.count
        try executor.control.checkRows(made)
        return Batch(columns(batch, rows, builders.map { $0.finish() }, indexes), count: rows.count)
    }

    /// The outer columns repeated, with the expanded ones in their places.
    private func columns(_ batch: Batch, _ rows: [Int32], _ expanded: [Column], _ indexes: [Int64]) -> [Column] {
        var columns = batch.columns.map { $0.gather(rows) }
        for (item, column) in zip(plan.items, expanded) {
            if item.target < columns.count { columns[item.target] = column } else { columns.append(column) }
        }
        if plan.index != nil { columns.append(Column(.long, .integers(indexes))) }
        return columns
    }

    /// Runs the body on the elements of each row.
    private func applied(_ batch: Batch, _ vectors: [Vector]) throws -> Batch? {
        guard let body = plan.body else { return nil }
        var outer: [Int32] = []
        var results = TableBuilder(body.schema)
        for row in 0..<batch.count {
            try executor.control.check()
            let lists = elements(vectors, row) ?? plan.items.map { _ in [] }
            let count = lists.first?.count ?? 0
            let expanded = zip(plan.items, lists).map { Column($0.type, $1) }
            let rows = [Int32](repeating: Int32(row), count: count)
            let table = Table(inputSchema, columns(batch, rows, expanded, (0..<Int64(count)).map { $0 }), count: count)
            let result = try executor.table(body, on: table)
            outer += [Int32](repeating: Int32(row), count: result.count)
            results.append(Batch(result.columns, count: result.count))
        }
        let inner = results.finish()
        return Batch(batch.columns.map { $0.gather(outer) } + inner.columns, count: outer.count)
    }

    /// The columns that the body sees.
    private var inputSchema: Schema { Schema([]) }
}
