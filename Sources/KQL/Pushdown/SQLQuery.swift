/// A part of a plan as SQL.
public struct SQLQuery: Sendable {
    public let sql: String
    /// The columns of SQL's answer in their order.
    public let columns: [SQLColumn]
    /// What becomes of a row of the answer: the plan's columns, over those of the answer.
    let outputs: [BoundExpression]
    /// Holds what the calls in the SQL stand for, as long as the query runs.
    private let lease: CallLease

    init(sql: String, columns: [SQLColumn], outputs: [BoundExpression], calls: CallBook) {
        var (columns, outputs) = (columns, outputs)
        columns.keepTexts(&outputs)
        (self.sql, self.columns, self.outputs) = (sql, columns, outputs)
        lease = CallLease(calls)
    }

    /// The rows of the plan, from those of the store's answer.
    public func rows(_ answer: any BatchSource) throws -> any BatchSource {
        StoreRows(answer, try outputs.map { try Evaluator($0) }, lease)
    }
}

/// `@unchecked Sendable`: the book is filled before the lease is made, and only held from then on.
private final class CallLease: @unchecked Sendable {
    private let calls: CallBook
    init(_ calls: CallBook) { self.calls = calls }
}

private final class StoreRows: BatchSource {
    private let answer: any BatchSource
    private let outputs: [Evaluator]
    private let lease: CallLease

    init(_ answer: any BatchSource, _ outputs: [Evaluator], _ lease: CallLease) {
        (self.answer, self.outputs, self.lease) = (answer, outputs, lease)
    }

    func next() throws -> Batch? {
        guard let batch = try answer.next() else { return nil }
        return Batch(try outputs.map { try $0.evaluate(batch) }, count: batch.count)
    }
}
