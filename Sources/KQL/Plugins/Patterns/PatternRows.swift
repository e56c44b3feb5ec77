/// What `autocluster`, `basket` and `diffpatterns` look for patterns in: the rows of a table as numbers, an item for each value of
/// a column. Rows that are alike are one, with the weight of all.
struct PatternRows {
    /// What rows count in each of two sets; plugins of one set leave the second empty.
    struct Weight {
        var first = 0.0
        var second = 0.0

        static func += (left: inout Weight, right: Weight) {
            left.first += right.first
            left.second += right.second
        }
    }

    /// Items of each row, one a column.
    private(set) var rows: [[Int]] = []
    private(set) var weights: [Weight] = []
    /// The value behind each item.
    private(set) var values: [Value] = []
    let width: Int

    /// - Parameter weight: `nil` for a row that is in neither set.
    init(_ columns: [Column], count: Int, weight: (Int) -> Weight?) {
        width = columns.count
        let counted = (0..<count).compactMap { row in weight(row).map { (row: row, weight: $0) } }
        var items: [[Int]] = Array(repeating: [], count: counted.count)
        for column in columns {
            var numbers: [Value: Int] = [:]
            for (place, (row, _)) in counted.enumerated() {
                let value = column[row]
                let number = numbers[value] ?? values.count
                if number == values.count {
                    numbers[value] = number
                    values.append(value)
                }
                items[place].append(number)
            }
        }
        var places: [[Int]: Int] = [:]
        for (row, (_, weight)) in zip(items, counted) {
            let place = places[row] ?? rows.count
            if place == rows.count {
                places[row] = place
                rows.append(row)
                weights.append(Weight())
            }
            weights[place] += weight
        }
    }

    func weight(of chosen: [Int]) -> Weight { chosen.reduce(into: Weight()) { $0 += weights[$1] } }

    /// The items that all of some rows have.
    func common(_ chosen: [Int]) -> [Int?] {
        guard let first = chosen.first else { return Array(repeating: nil, count: width) }
        var items: [Int?] = rows[first]
        for row in chosen.dropFirst() {
            for column in 0..<width where items[column] != rows[row][column] { items[column] = nil }
        }
        return items
    }
}

/// Values that some columns have together: an item for each column that it says something about.
struct RowPattern: Hashable {
    var items: [Int?]
    var weight: PatternRows.Weight

    static func == (left: RowPattern, right: RowPattern) -> Bool { left.items == right.items }

    func hash(into hasher: inout Hasher) { hasher.combine(items) }

    /// Whether one of two patterns says all that the other does.
    func contains(orIsIn other: RowPattern) -> Bool {
        let pairs = zip(items, other.items)
        return pairs.allSatisfy { $1 == nil || $0 == $1 } || pairs.allSatisfy { $0 == nil || $0 == $1 }
    }
}
