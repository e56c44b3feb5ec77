/// Rows in memory, in batches.
final class TableSource: BatchSource {
    /// Rows of a batch: large enough to spread the cost of a call, small enough for the processor's caches.
    static let batchSize = 16_384

    private let table: Table
    private let size: Int
    private var position = 0

    /// - Parameter wholeAtOnce: one batch of everything, for operators that look at other rows.
    init(_ table: Table, wholeAtOnce: Bool = false) {
        self.table = table
        size = wholeAtOnce ? max(table.count, 1) : TableSource.batchSize
    }

    func next() -> Batch? {
        guard position < table.count else { return nil }
        let count = min(size, table.count - position)
        defer { position += count }
        if count == table.count { return Batch(table.columns, count: count) }
        return Batch(table.columns, rows: Array(Int32(position)..<Int32(position + count)), count: count)
    }
}

/// `range`: numbers or moments at equal distances, the last included where it is met.
final class RangeSource: BatchSource {
    private let type: ScalarType
    private let count: Int
    private let value: (Int) -> Value
    private var position = 0

    init(_ from: Value, _ to: Value, _ step: Value, _ type: ScalarType, _ control: ExecutionControl) throws {
        self.type = type
        if let from = from.integer, let to = to.integer, let step = step.integer, step != 0 {
            let isEmpty = step > 0 ? from > to : from < to
            let distance = from > to ? from.subtractingReportingOverflow(to) : to.subtractingReportingOverflow(from)
            guard !distance.overflow else { throw QueryError(.limit, "range makes too many rows") }
            count = isEmpty ? 0 : Int(distance.partialValue.magnitude / step.magnitude) + 1
            value = { index in
                let number = from + Int64(index) * step
                return type == .datetime ? .datetime(number) : type == .timespan ? .timespan(number) : .long(number)
            }
        } else if let from = from.real, let to = to.real, let step = step.real, step != 0 {
            let steps = ((to - from) / step + 1e-9).rounded(.down)
            count = steps.isFinite && steps >= 0 ? Int(min(steps, 1e15)) + 1 : 0
            value = { index in .real(from + Double(index) * step) }
        } else {
            count = 0
            value = { _ in .null }
        }
        try control.checkRows(count)
    }

    func next() -> Batch? {
        guard position < count else { return nil }
        let end = min(count, position + TableSource.batchSize)
        var builder = ColumnBuilder(type, capacity: end - position)
        for index in position..<end { builder.append(value(index)) }
        defer { position = end }
        return Batch([builder.finish()], count: end - position)
    }
}

final class FilterSource: BatchSource {
    private let input: any BatchSource
    private let predicate: Predicate

    init(_ input: any BatchSource, _ predicate: Predicate) {
        self.input = input
        self.predicate = predicate
    }

    func next() throws -> Batch? { try input.next().map { try predicate.filter($0) } }
}

final class ProjectSource: BatchSource {
    private let input: any BatchSource
    private let outputs: [Evaluator]
    private let control: ExecutionControl
    /// Bytes of the columns that were made for the last batch.
    private var held = 0

    init(_ input: any BatchSource, _ outputs: [Evaluator], _ control: ExecutionControl) {
        self.input = input
        self.outputs = outputs
        self.control = control
    }

    deinit { control.release(held) }

    func next() throws -> Batch? {
        control.release(held)
        held = 0
        guard let batch = try input.next() else { return nil }
        return Batch(try outputs.map { try made($0, batch) }, count: batch.count)
    }

    /// A column counts as soon as it is made: the next one may be as large.
    private func made(_ output: Evaluator, _ batch: Batch) throws -> Column {
        let column = try output.evaluate(batch)
        guard !output.isColumn else { return column }
        let size = column.size
        held += size
        try control.hold(size)
        return column
    }
}

final class TakeSource: BatchSource {
    private let input: any BatchSource
    private var left: Int

    init(_ input: any BatchSource, _ count: Int) {
        self.input = input
        left = count
    }

    func next() throws -> Batch? {
        guard left > 0, let batch = try input.next() else { return nil }
        let taken = min(left, batch.count)
        left -= taken
        return taken == batch.count ? batch : batch.narrowed(to: Array(0..<Int32(taken)))
    }
}

/// Inputs one after the other; the next is opened when the one before has ended.
final class UnionSource: BatchSource {
    private var waiting: ArraySlice<Plan>
    private let executor: Executor
    private var current: (any BatchSource)?

    init(_ inputs: [Plan], _ executor: Executor) {
        waiting = inputs[...]
        self.executor = executor
    }

    func next() throws -> Batch? {
        while true {
            if let batch = try current?.next() { return batch }
            guard let plan = waiting.popFirst() else { return nil }
            current = try executor.source(plan)
        }
    }
}

/// Passes batches on in which nothing is missing for want of room.
final class CheckedSource: BatchSource {
    private let input: any BatchSource

    init(_ input: any BatchSource) { self.input = input }

    func next() throws -> Batch? {
        guard let batch = try input.next() else { return nil }
        for column in batch.columns { _ = try column.checked() }
        return batch
    }
}
