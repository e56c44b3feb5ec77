/// Puts rows in order. Equal rows keep the order they came in.
enum Sorting {
    /// The places of the rows in order; the first `limit` alone where there is one.
    static func order(of rows: Table, by keys: [SortKey], limit: Int?) throws -> [Int32] {
        let batch = Batch(rows.columns, count: rows.count)
        let comparisons = try keys.map { key in
            comparison(try Evaluator(key.expression).evaluate(batch), key)
        }
        let precedes = { (left: Int32, right: Int32) -> Bool in
            for compare in comparisons {
                let order = compare(Int(left), Int(right))
                if order != 0 { return order < 0 }
            }
            return left < right
        }
        let all = Array(0..<Int32(rows.count))
        guard let limit else { return all.sorted(by: precedes) }
        if limit == 0 { return [] }
        return limit < rows.count / 8 ? smallest(limit, of: all, precedes) : Array(all.sorted(by: precedes).prefix(limit))
    }

    /// Keeps the first ones in a heap whose top is the last of them.
    private static func smallest(_ limit: Int, of rows: [Int32], _ precedes: (Int32, Int32) -> Bool) -> [Int32] {
        var heap = Array(rows.prefix(limit))
        func sink(_ start: Int) {
            var parent = start
            while true {
                var child = parent * 2 + 1
                guard child < heap.count else { return }
                if child + 1 < heap.count, precedes(heap[child], heap[child + 1]) { child += 1 }
                guard precedes(heap[parent], heap[child]) else { return }
                heap.swapAt(parent, child)
                parent = child
            }
        }
        for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(index) }
        for row in rows.dropFirst(limit) where precedes(row, heap[0]) {
            heap[0] = row
            sink(0)
        }
        return heap.sorted(by: precedes)
    }

    /// -1 where the first row comes before the second.
    private static func comparison(_ column: Column, _ key: SortKey) -> (Int, Int) -> Int {
        let sign = key.isAscending ? 1 : -1
        let nulls = key.nullsFirst ? -1 : 1
        let validity = column.validity
        func withNulls(_ compare: @escaping (Int, Int) -> Int) -> (Int, Int) -> Int {
            guard let validity else { return { compare($0, $1) * sign } }
            return { left, right in
                let (a, b) = (validity[left], validity[right])
                if a, b { return compare(left, right) * sign }
                return a == b ? 0 : a ? -nulls : nulls
            }
        }
        switch column.storage {
        case .integers(let values): return withNulls { Value.order(values[$0], values[$1]) }
        case .reals(let values): return withNulls { Value.order(values[$0], values[$1]) }
        case .strings(let buffer):
            return { left, right in
                buffer.withBytes { Value.order(bytes: $0[left], $0[right]) } * sign
            }
        default:
            return { left, right in
                let (a, b) = (column[left], column[right])
                if a.isNull || b.isNull { return a.isNull && b.isNull ? 0 : a.isNull ? nulls : -nulls }
                return (a.order(b) ?? Value.order(a.text, b.text)) * sign
            }
        }
    }
}
