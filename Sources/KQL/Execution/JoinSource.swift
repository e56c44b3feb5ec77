/// A hash join: the right side is gathered and its keys numbered, the left side is streamed past it. Null matches null.
final class JoinSource: BatchSource {
    /// Pairs that are made at once: one batch may have any number, and few of them are looked at together.
    private static let largestBatch = 1 << 16

    /// How far the pairs of a batch are made.
    private struct Pairing {
        var columns: [Column]
        var numbers: [Int32]
        var row = 0
        /// The next row of the right side that goes with the row; -1 before the first and behind the last.
        var match: Int32 = -1
    }

    private let kind: JoinPlan.Kind
    private let left: any BatchSource
    private let leftKeys: [Evaluator]
    private let right: Table
    /// Rows of the right side by the number of their key: the first, and after each row the next of the same key.
    private var heads: [Int32] = []
    private var successors: [Int32]
    private var keys: GroupLookup
    private var rightMatched: [Bool]
    /// Keys of the left side that have come, for `innerunique`.
    private var seen: Set<Int> = []
    private let leftWidth: Int
    private let leftFields: [Field]
    /// Columns of the left side that nobody reads: they stay empty.
    private var unreadLeft: Set<Int> = []
    private var isDone = false
    /// A batch of the left side whose pairs are not all made.
    private var pending: Pairing?
    private let control: ExecutionControl
    private var made = 0

    init(_ join: JoinPlan, _ schema: Schema, _ executor: Executor) throws {
        kind = join.kind
        control = executor.control
        (left, right) = try JoinSides(join, executor).open()
        leftKeys = try join.leftKeys.map { try Evaluator($0) }
        leftFields = join.left.schema.fields
        leftWidth = leftFields.count
        let batch = Batch(right.columns, count: right.count)
        let vectors = try join.rightKeys.map { try Evaluator($0).vector(batch) }
        keys = GroupLookup()
        successors = [Int32](repeating: -1, count: right.count)
        rightMatched = [Bool](repeating: false, count: right.count)
        try control.hold(right.size)
        // From the last row to the first, so that the chains run forwards.
        let numbers = keys.add(vectors, count: right.count)
        heads = [Int32](repeating: -1, count: keys.count)
        for row in stride(from: right.count - 1, through: 0, by: -1) {
            let number = Int(numbers[row])
            successors[row] = heads[number]
            heads[number] = Int32(row)
        }
    }

    func next() throws -> Batch? {
        if isDone { return nil }
        while true {
            if pending != nil {
                if let result = try pairs() { return result }
                continue
            }
            guard let batch = try left.next() else { break }
            try control.check()
            let numbers = keys.find(try leftKeys.map { try $0.vector(batch) }, count: batch.count)
            if let result = try joined(batch, numbers), result.count > 0 { return result }
        }
        isDone = true
        control.release(right.size)
        return rest()
    }

    private func joined(_ batch: Batch, _ numbers: [Int32]) throws -> Batch? {
        switch kind {
        case .leftSemi, .leftAnti:
            let wanted = kind == .leftSemi
            return batch.narrowed(to: (0..<Int32(batch.count)).filter { (numbers[Int($0)] >= 0) == wanted })
        case .rightSemi, .rightAnti:
            mark(numbers)
            return nil
        default:
            let own = batch.compacted().columns
            for (place, column) in own.enumerated() where column.count == 0 && batch.count > 0 { unreadLeft.insert(place) }
            pending = Pairing(columns: own, numbers: numbers)
            return try pairs()
        }
    }

    private func mark(_ numbers: [Int32]) {
        for number in Set(numbers) where number >= 0 {
            var row = heads[Int(number)]
            while row >= 0 {
                rightMatched[Int(row)] = true
                row = successors[Int(row)]
            }
        }
    }

    /// The next pairs of the batch that is at hand; `nil` for none.
    private func pairs() throws -> Batch? {
        guard var work = pending else { return nil }
        let keepsLeft = kind == .leftOuter || kind == .fullOuter
        var (leftRows, rightRows): ([Int32], [Int32]) = ([], [])
        while work.row < work.numbers.count, leftRows.count < JoinSource.largestBatch {
            let number = Int(work.numbers[work.row])
            if work.match < 0 {
                let isPaired = number >= 0 && (kind != .innerUnique || seen.insert(number).inserted)
                if number < 0, keepsLeft {
                    leftRows.append(Int32(work.row))
                    rightRows.append(-1)
                }
                guard isPaired else {
                    work.row += 1
                    continue
                }
                work.match = heads[number]
            }
            while work.match >= 0, leftRows.count < JoinSource.largestBatch {
                leftRows.append(Int32(work.row))
                rightRows.append(work.match)
                rightMatched[Int(work.match)] = true
                work.match = successors[Int(work.match)]
            }
            if work.match < 0 { work.row += 1 }
        }
        pending = work.row < work.numbers.count ? work : nil
        guard !leftRows.isEmpty else { return nil }
        made += leftRows.count
        try control.check()
        try control.checkRows(made)
        let others = right.columns.map { $0.count == 0 && right.count > 0 ? $0 : $0.gather(orMissing: rightRows) }
        return Batch(work.columns.map { $0.gather(leftRows) } + others, count: leftRows.count)
    }

    /// The rows of the right side that come at the end.
    private func rest() -> Batch? {
        let wanted: Bool
        switch kind {
        case .rightSemi: wanted = true
        case .rightAnti, .rightOuter, .fullOuter: wanted = false
        default: return nil
        }
        let rows = (0..<Int32(right.count)).filter { rightMatched[Int($0)] == wanted }
        let columns = right.columns.map { $0.gather(rows) }
        if kind == .rightSemi || kind == .rightAnti { return Batch(columns, count: rows.count) }
        let missing = leftFields.enumerated().map { place, field in
            Column(field.type, repeating: .null, count: unreadLeft.contains(place) ? 0 : rows.count)
        }
        return Batch(missing + columns, count: rows.count)
    }
}

/// Numbers of keys that can be looked up without adding to them.
struct GroupLookup {
    private var bytes = ByteKeyTable()

    var count: Int { bytes.count }

    mutating func add(_ keys: [Vector], count rows: Int) -> [Int32] {
        var encoder = KeyEncoder(keys)
        return (0..<rows).map { row in Int32(encoder.withKey(row) { bytes.number(of: $0) }) }
    }

    /// -1 where a key is not there.
    func find(_ keys: [Vector], count rows: Int) -> [Int32] {
        var encoder = KeyEncoder(keys)
        return (0..<rows).map { row in Int32(encoder.withKey(row) { bytes.find($0) ?? -1 }) }
    }
}

extension Column {
    /// The chosen rows; what has no row (-1) is missing.
    func gather(orMissing rows: [Int32]) -> Column {
        guard rows.contains(-1) else { return gather(rows) }
        var builder = ColumnBuilder(type, capacity: rows.count)
        for row in rows { builder.append(row < 0 ? .null : self[Int(row)]) }
        return builder.finish()
    }
}
