/// `top`: the first rows of an order, without sorting the others. Rows that cannot be among them are passed over by their
/// first key; the rest are put beside those kept, and cut again when there are many.
struct TopSource {
    /// The most rows that are kept this way; more are sorted whole.
    static let largest = 100_000

    private let keys: [SortKey]
    private let limit: Int
    private let schema: Schema
    private let first: Evaluator

    init(_ keys: [SortKey], _ limit: Int, _ schema: Schema) throws {
        self.keys = keys
        self.limit = limit
        self.schema = schema
        first = try Evaluator(keys[0].expression)
    }

    func run(_ input: any BatchSource, _ control: ExecutionControl) throws -> Table {
        var waiting = TableBuilder(schema)
        // The first key of the last row kept, once there are enough.
        var threshold: Int64?
        while let batch = try input.next() {
            try control.check()
            guard limit > 0 else { return Table(schema, rows: []) }
            waiting.append(try candidates(batch, threshold))
            guard waiting.count >= max(limit * 2, TableSource.batchSize) else { continue }
            let kept = try cut(waiting.finish())
            threshold = try lastKey(kept)
            waiting = TableBuilder(schema)
            waiting.append(Batch(kept.columns, count: kept.count))
        }
        return try cut(waiting.finish())
    }

    private func cut(_ table: Table) throws -> Table {
        table.gather(try Sorting.order(of: table, by: keys, limit: limit))
    }

    private func lastKey(_ kept: Table) throws -> Int64? {
        guard kept.count == limit else { return nil }
        let column = try first.evaluate(Batch(kept.columns, count: kept.count))
        guard case .integers(let values) = column.storage, column.validity.map({ $0[limit - 1] }) ?? true else { return nil }
        return values[limit - 1]
    }

    /// The rows that are not surely behind the last one kept.
    private func candidates(_ batch: Batch, _ threshold: Int64?) throws -> Batch {
        guard let threshold else { return batch }
        let vector = try first.vector(batch)
        guard case .integers(let values) = vector.column.storage, !vector.isConstant else { return batch }
        let validity = vector.column.validity
        let isAscending = keys[0].isAscending
        var chosen: [Int32] = []
        for row in 0..<batch.count {
            let place = vector.place(row)
            let isBehind = isAscending ? values[place] > threshold : values[place] < threshold
            if !isBehind || validity.map({ !$0[place] }) ?? false { chosen.append(Int32(row)) }
        }
        return batch.narrowed(to: chosen)
    }
}
