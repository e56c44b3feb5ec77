/// `count` and counts of different values.
enum CountingAggregates {
    static let all: [AggregateFunction] = [
        AggregateFunction("count", [.any], required: 0, .exactly(.long), prefix: "count_") { _ in CountAggregator() },
        AggregateFunction("dcount", [.any, .any], required: 1, .exactly(.long)) { _ in DistinctCountAggregator() },
        AggregateFunction("count_distinct", [.any], .exactly(.long)) { _ in DistinctCountAggregator() },
    ]
}

final class CountAggregator: Aggregator {
    private var counts: [Int64] = []

    func add(_ arguments: [Vector], groups: [Int32], groupCount: Int) {
        counts.grow(to: groupCount, with: 0)
        for group in groups { counts[Int(group)] += 1 }
    }

    func finish(groupCount: Int) -> [Column] {
        counts.grow(to: groupCount, with: 0)
        return [Column(.long, .integers(counts))]
    }
}

/// Counts exactly, where Kusto estimates. Values are told apart by 64 bits of hash together with their group.
final class DistinctCountAggregator: Aggregator {
    let bytesPerRow = 8
    private var seen = HashSet64()
    private var counts: [Int64] = []

    func add(_ arguments: [Vector], groups: [Int32], groupCount: Int) {
        counts.grow(to: groupCount, with: 0)
        let hasher = RowHasher(arguments[0])
        hasher.each(groups.count) { row, hash in
            guard let hash else { return }
            if seen.insert(ByteKeyTable.mix(hash ^ UInt64(groups[row]) &* 0x9e37_79b9_7f4a_7c15)) {
                counts[Int(groups[row])] += 1
            }
        }
    }

    func finish(groupCount: Int) -> [Column] {
        counts.grow(to: groupCount, with: 0)
        return [Column(.long, .integers(counts))]
    }
}

extension Array {
    mutating func grow(to count: Int, with element: Element) {
        if self.count < count { append(contentsOf: repeatElement(element, count: count - self.count)) }
    }
}
