/// Every pattern that occurs often enough, each once and with all that its rows have in common (closed, as the field calls it):
/// Uno's LCM, depth first, which keeps nothing of what it has found.
struct FrequentPatterns {
    /// The most patterns that are looked at; more than that tells nobody anything.
    static let maximum = 50_000

    let rows: PatternRows
    /// How many values may be chosen; those that follow from them are not counted.
    let depth: Int
    let isFrequent: (PatternRows.Weight) -> Bool
    let control: ExecutionControl
    private(set) var found: [RowPattern] = []

    init(_ rows: PatternRows, depth: Int, control: ExecutionControl, isFrequent: @escaping (PatternRows.Weight) -> Bool) {
        (self.rows, self.depth, self.control, self.isFrequent) = (rows, depth, control, isFrequent)
    }

    /// The patterns that say something.
    mutating func all() throws -> [RowPattern] {
        let everything = Array(rows.rows.indices)
        if rows.width > 0, isFrequent(rows.weight(of: everything)) {
            try visit(everything, rows.common(everything), after: -1, depth: 0)
        }
        return found
    }

    private mutating func visit(_ chosen: [Int], _ items: [Int?], after core: Int, depth: Int) throws {
        try control.check()
        if items.contains(where: { $0 != nil }) { found.append(RowPattern(items: items, weight: rows.weight(of: chosen))) }
        guard found.count <= FrequentPatterns.maximum else {
            throw QueryError(
                .limit, "there are more than \(FrequentPatterns.maximum) patterns; raise the threshold, or keep fewer columns")
        }
        guard depth < self.depth else { return }
        for (item, members) in extensions(of: chosen, items, after: core) {
            let closed = rows.common(members)
            // What an earlier item leads to as well is found there.
            let isNew = zip(items, closed).allSatisfy { old, new in old == new || new.map { $0 >= item } ?? true }
            if isNew { try visit(members, closed, after: item, depth: depth + 1) }
        }
    }

    /// The items past the last one that enough of the rows have, with these rows.
    private func extensions(of chosen: [Int], _ items: [Int?], after core: Int) -> [(item: Int, rows: [Int])] {
        let open = items.indices.filter { items[$0] == nil }
        var weights: [Int: PatternRows.Weight] = [:]
        for row in chosen {
            for column in open where rows.rows[row][column] > core {
                weights[rows.rows[row][column], default: PatternRows.Weight()] += rows.weights[row]
            }
        }
        let frequent = weights.filter { isFrequent($0.value) }.keys.sorted()
        return frequent.map { item in (item, chosen.filter { row in open.contains { rows.rows[row][$0] == item } }) }
    }
}
