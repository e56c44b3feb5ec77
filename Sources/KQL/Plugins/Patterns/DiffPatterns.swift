/// `diffpatterns(column, a, b, weight, threshold, dimensions, wildcards ...)`: patterns that one of two sets of rows has more often
/// than the other, the largest difference first. Of patterns that say the same, one with more to it, the one with the larger
/// difference stands.
enum DiffPatterns {
    static let plugin = TablePlugin(name: "diffpatterns") { binder, call in
        let split = try binder.place(of: try call.need(0, "SplitColumn"), in: call)
        let sides = try [1, 2].map { place in
            try binder.constant(try call.need(place, place == 1 ? "SplitValueA" : "SplitValueB"), call.scope, "a value").text
        }
        let columns = try PatternColumns(binder, call, weightPlace: 3, wildcardsFrom: 6, without: split)
        let threshold = try call.number(4, "Threshold", in: 0.015...1, default: 0.05, binder)
        let depth = Int(try call.number(5, "MaxDimensions", in: 1...1_000, default: 1_000, binder))
        let own = ["PercentA", "PercentB", "PercentDiffAB"].map { Field($0, .real) }
        let schema = columns.schema(["SegmentId", "CountA", "CountB"].map { Field($0, .long) } + own, call.input.schema)
        return binder.transform("diffpatterns", call.input, schema) { table, executor in
            let rows = PatternRows(columns.columns(table), count: table.count) { row in
                let side = sides.firstIndex(of: table.columns[split][row].text)
                let weight = columns.weight(table, row)
                return side.map { $0 == 0 ? .init(first: weight) : .init(second: weight) }
            }
            let total = rows.weight(of: Array(rows.rows.indices))
            func shares(_ weight: PatternRows.Weight) -> (a: Double, b: Double, difference: Double) {
                let (a, b) = (weight.first / max(total.first, 1e-9), weight.second / max(total.second, 1e-9))
                return (a, b, abs(a - b))
            }
            var search = FrequentPatterns(rows, depth: depth, control: executor.control) { weight in
                let (a, b, _) = shares(weight)
                return max(a, b) >= threshold
            }
            let candidates = try search.all().filter { shares($0.weight).difference >= threshold }.enumerated().sorted {
                (shares($1.element.weight).difference, $0.offset) < (shares($0.element.weight).difference, $1.offset)
            }
            let found = candidates.reduce(into: [RowPattern]()) { taken, candidate in
                if !taken.contains(where: { $0.contains(orIsIn: candidate.element) }) { taken.append(candidate.element) }
            }
            return Table(
                schema,
                rows: found.enumerated().map { number, pattern in
                    let (a, b, difference) = shares(pattern.weight)
                    return [.long(Int64(number)), .long(Int64(pattern.weight.first)), .long(Int64(pattern.weight.second))]
                        + [a, b, difference].map { .real($0.percent(decimals: 2)) } + columns.cells(pattern, rows)
                })
        }
    }
}
