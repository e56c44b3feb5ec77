/// `summarize` on batches: numbers the keys, hands the rows to the aggregates.
struct Summary {
    private let keys: [Evaluator]
    private let calls: [(call: AggregateCall, arguments: [Evaluator], condition: Predicate?, aggregator: any Aggregator)]
    private let schema: Schema

    init(_ keys: [BoundExpression], _ aggregates: [AggregateCall], _ schema: Schema) throws {
        self.keys = try keys.map { try Evaluator($0) }
        self.schema = schema
        calls = try aggregates.map { call in
            let preparation = Preparation(
                types: call.arguments.map(\.type), constants: call.arguments.map(\.constant),
                result: call.outputs.first?.type ?? .dynamic)
            return (
                call, try call.arguments.map { try Evaluator($0) }, try call.condition.map { try Predicate($0) },
                try call.function.make(preparation)
            )
        }
    }

    func run(_ input: any BatchSource, _ control: ExecutionControl) throws -> Table {
        var groups = GroupKeys(keys.map(\.type))
        var held = 0
        while let batch = try input.next() {
            try control.check()
            let before = groups.count
            let numbers = groups.numbers(of: try keys.map { try $0.vector(batch) }, count: batch.count)
            let perRow = calls.reduce(0) { $0 + $1.aggregator.bytesPerRow }
            let added = (groups.count - before) * (keys.count + calls.count) * 32 + batch.count * perRow
            held += added
            try control.hold(added)
            for (_, arguments, condition, aggregator) in calls {
                let (rows, own) = try Summary.chosen(batch, numbers, condition)
                let vectors = try arguments.map { try $0.vector(rows) }
                if aggregator.keepsValues {
                    let kept = vectors.reduce(0) { $0 + $1.size(rows.count) }
                    held += kept
                    try control.hold(kept)
                }
                try aggregator.add(vectors, groups: own, groupCount: groups.count)
            }
        }
        control.release(held)
        // Without keys there is one group, even of no rows.
        let count = keys.isEmpty ? 1 : groups.count
        let columns = groups.columns() + (try calls.flatMap { try $0.aggregator.finish(groupCount: count) })
        return Table(schema, columns, count: count)
    }

    private static func chosen(_ batch: Batch, _ numbers: [Int32], _ condition: Predicate?) throws -> (Batch, [Int32]) {
        guard let condition else { return (batch, numbers) }
        // The places of the chosen rows are found by sending the row numbers along.
        let places = Column(.long, .integers((0..<Int64(batch.count)).map { $0 }))
        let dense = batch.compacted()
        let marked = try condition.filter(Batch(dense.columns + [places], count: batch.count))
        guard case .integers(let rows) = marked.compacted().columns[dense.columns.count].storage else { return (batch, numbers) }
        return (marked, rows.map { numbers[Int($0)] })
    }
}
