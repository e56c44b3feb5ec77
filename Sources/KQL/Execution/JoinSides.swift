/// Opens the two sides of a join. Where one of them is short and the other one a store's, the keys of the short side are sent
/// along: the store then gives no rows that cannot match.
struct JoinSides {
    /// The most rows of a side that counts as short.
    static let shortest = 100_000
    /// The most different keys that are sent.
    static let mostKeys = 20_000

    private let join: JoinPlan
    private let executor: Executor

    init(_ join: JoinPlan, _ executor: Executor) { (self.join, self.executor) = (join, executor) }

    func open() throws -> (left: any BatchSource, right: Table) {
        if join.kind.dropsRight, isStored(join.right), !isStored(join.left) {
            let start = try Beginning(executor.source(join.left), join.left.schema, executor)
            guard let rows = start.all else { return (start, try executor.table(join.right)) }
            let right = try narrowed(join.right, join.rightKeys, by: rows, join.leftKeys) ?? join.right
            return (start, try executor.table(right))
        }
        let right = try executor.table(join.right)
        guard join.kind.dropsLeft, right.count <= JoinSides.shortest, isStored(join.left),
            let left = try narrowed(join.left, join.leftKeys, by: right, join.rightKeys)
        else { return (try executor.source(join.left), right) }
        return (try executor.source(left), right)
    }

    private func isStored(_ plan: Plan) -> Bool { executor.pushesDown && executor.provider.explanation(of: plan) != nil }

    /// The plan without rows whose keys are none of the other side's; `nil` where the store cannot tell.
    private func narrowed(
        _ plan: Plan, _ keys: [BoundExpression], by rows: Table, _ otherKeys: [BoundExpression]
    ) throws -> Plan? {
        let batch = Batch(rows.columns, count: rows.count)
        let tests = try zip(keys, otherKeys).compactMap { key, other in
            try JoinSides.test(key, among: Evaluator(other).vector(batch), count: rows.count)
        }
        guard !tests.isEmpty else { return nil }
        let narrowed = tests.reduce(plan) { Plan(.filter($0, $1), plan.schema) }
        return isStored(narrowed) ? narrowed : nil
    }

    /// A key that may be missing matches another that is, which no list says.
    private static func test(_ key: BoundExpression, among vector: Vector, count: Int) -> BoundExpression? {
        guard key.type.isIntegral || key.type == .string, vector.column.validity == nil else { return nil }
        var groups = GroupKeys([key.type])
        _ = groups.numbers(of: [vector], count: count)
        guard groups.count <= mostKeys, let function = FunctionTable.scalar["in"]?.first else { return nil }
        let column = groups.columns()[0]
        let values = (0..<column.count).map { column[$0] }
        return BoundExpression(kind: .call(function, [key, .literal(.array(values), .dynamic)]), type: .bool)
    }
}

extension JoinPlan.Kind {
    /// Rows of the left side that match none are not in the answer.
    fileprivate var dropsLeft: Bool { self != .leftOuter && self != .fullOuter && self != .leftAnti }
    fileprivate var dropsRight: Bool { self != .rightOuter && self != .fullOuter && self != .rightAnti }
}

/// The rows of a source, of which the first are read before they are asked for.
private final class Beginning: BatchSource {
    private var read: ArraySlice<Batch> = []
    private let rest: any BatchSource
    /// All rows there are, unless they are many.
    private(set) var all: Table?

    init(_ source: any BatchSource, _ schema: Schema, _ executor: Executor) throws {
        rest = source
        var builder = TableBuilder(schema)
        while builder.count <= JoinSides.shortest {
            guard let batch = try source.next() else {
                all = builder.finish()
                return
            }
            try executor.control.check()
            read.append(batch)
            builder.append(batch)
        }
    }

    func next() throws -> Batch? {
        if let batch = read.popFirst() { return batch }
        return all == nil ? try rest.next() : nil
    }
}
