internal import Foundation

/// `autocluster(size, weight, seeds, wildcards ...)`: a few patterns that tell most of the rows. From each of some rows a pattern grows
/// value by value, as long as it scores better: share of the rows to the power of `size`, times share of the columns it fixes to
/// the power of what is left to 1.
enum Autocluster {
    static let plugin = TablePlugin(name: "autocluster") { binder, call in
        let columns = try PatternColumns(binder, call, weightPlace: 1, wildcardsFrom: 3)
        let size = try call.number(0, "SizeWeight", in: 0...1, default: 0.5, binder)
        let seeds = Int(try call.number(2, "NumSeeds", in: 1...10_000, default: 25, binder))
        let schema = columns.schema(
            [Field("SegmentId", .long), Field("Count", .long), Field("Percent", .real)], call.input.schema)
        return binder.transform("autocluster", call.input, schema) { table, executor in
            let rows = PatternRows(columns.columns(table), count: table.count) { row in
                .init(first: columns.weight(table, row))
            }
            var search = SeedSearch(rows, size)
            for seed in seedRows(rows, seeds) {
                try executor.control.check()
                search.grow(from: seed)
            }
            return Table(
                schema,
                rows: search.clusters().enumerated().map { number, pattern in
                    let weight = pattern.weight.first
                    return [.long(Int64(number)), .long(Int64(weight)), .real((weight / search.total).percent(decimals: 1))]
                        + columns.cells(pattern, rows)
                })
        }
    }

    /// The heaviest half of the seeds, and as many rows at equal distances: the same for the same rows.
    private static func seedRows(_ rows: PatternRows, _ count: Int) -> [Int] {
        let all = rows.rows.indices
        guard all.count > count else { return Array(all) }
        let heaviest = all.sorted { (rows.weights[$1].first, $0) < (rows.weights[$0].first, $1) }.prefix((count + 1) / 2)
        let spread = (0..<count / 2).map { $0 * all.count / max(count / 2, 1) }
        return Set(heaviest).union(spread).sorted()
    }
}

/// Patterns grown from seeds.
private struct SeedSearch {
    let rows: PatternRows
    let size: Double
    let total: Double
    private var found: Set<RowPattern> = []

    init(_ rows: PatternRows, _ size: Double) {
        (self.rows, self.size) = (rows, size)
        total = rows.weight(of: Array(rows.rows.indices)).first
    }

    private func score(_ weight: Double, _ fixed: Int) -> Double {
        pow(weight / total, size) * pow(Double(fixed) / Double(max(rows.width, 1)), 1 - size)
    }

    private func score(_ pattern: RowPattern) -> Double {
        score(pattern.weight.first, pattern.items.count { $0 != nil })
    }

    mutating func grow(from seed: Int) {
        var chosen = Array(rows.rows.indices)
        var items = rows.common(chosen)
        var best = 0.0
        while let next = step(from: seed, chosen, items), next.score > best || best == 0 {
            (chosen, items, best) = (next.rows, next.items, next.score)
        }
        let pattern = RowPattern(items: items, weight: rows.weight(of: chosen))
        if total > 0, items.contains(where: { $0 != nil }) { found.insert(pattern) }
    }

    /// The value of the seed that makes the best pattern of all that can be added.
    private func step(
        from seed: Int, _ chosen: [Int], _ items: [Int?]
    ) -> (rows: [Int], items: [Int?], score: Double)? {
        let open = items.indices.filter { items[$0] == nil }
        return open.map { column in
            let members = chosen.filter { rows.rows[$0][column] == rows.rows[seed][column] }
            let common = rows.common(members)
            return (members, common, score(rows.weight(of: members).first, common.count { $0 != nil }))
        }.max { $0.2 < $1.2 }
    }

    /// The best patterns, without those that say part of what a better one says, or all of it and more.
    func clusters() -> [RowPattern] {
        let order = found.sorted { left, right in
            let (left, right) = ((score(left), left.items), (score(right), right.items))
            return left.0 == right.0 ? left.1.lexicographicallyPrecedes(right.1) { ($0 ?? -1) < ($1 ?? -1) } : left.0 > right.0
        }
        return order.reduce(into: []) { taken, pattern in
            if !taken.contains(where: { $0.contains(orIsIn: pattern) }) { taken.append(pattern) }
        }
    }
}
