/// The largest and smallest value, the row that has it, and any value.
enum ExtremeAggregates {
    static let all: [AggregateFunction] = [
        AggregateFunction("max", [.any], .argument(0)) { ExtremeAggregator($0.result, sign: 1) },
        AggregateFunction("min", [.any], .argument(0)) { ExtremeAggregator($0.result, sign: -1) },
        arg("arg_max", 1), arg("arg_min", -1), arg("argmax", 1), arg("argmin", -1),
        any("take_any"), any("any"), any("take_anyif"), any("anyif"),
    ]

    private static func arg(_ name: String, _ sign: Int) -> AggregateFunction {
        AggregateFunction(name, [.any], isVariadic: true, .argument(0), prefix: "") { ArgExtremeAggregator($0.types, sign: sign) }
    }

    private static func any(_ name: String) -> AggregateFunction {
        AggregateFunction(name, [.any], isVariadic: true, .argument(0), prefix: "") { TakeAnyAggregator($0.types) }
    }
}

/// Keeps the best value of each group; whole numbers and times without boxing.
final class ExtremeAggregator: Aggregator {
    private let type: ScalarType
    private let sign: Int
    private var integers: [Int64] = []
    private var isSet: [Bool] = []
    private var values: [Value] = []

    init(_ type: ScalarType, sign: Int) {
        self.type = type
        self.sign = sign
    }

    func add(_ arguments: [Vector], groups: [Int32], groupCount: Int) {
        let vector = arguments[0]
        if case .integers(let source) = vector.column.storage { return addIntegers(source, vector, groups, groupCount) }
        values.grow(to: groupCount, with: .null)
        for row in groups.indices {
            let value = vector[row]
            if value.isNull { continue }
            let best = values[Int(groups[row])]
            if best.isNull || (value.order(best) ?? 0) * sign > 0 { values[Int(groups[row])] = value }
        }
    }

    private func addIntegers(_ source: [Int64], _ vector: Vector, _ groups: [Int32], _ groupCount: Int) {
        integers.grow(to: groupCount, with: 0)
        isSet.grow(to: groupCount, with: false)
        let validity = vector.column.validity
        for row in groups.indices {
            let place = vector.place(row)
            if let validity, !validity[place] { continue }
            let group = Int(groups[row])
            let value = source[place]
            if !isSet[group] || (sign > 0 ? value > integers[group] : value < integers[group]) {
                integers[group] = value
                isSet[group] = true
            }
        }
    }

    func finish(groupCount: Int) -> [Column] {
        guard type.isIntegral else {
            values.grow(to: groupCount, with: .null)
            return [Column(type, values)]
        }
        integers.grow(to: groupCount, with: 0)
        isSet.grow(to: groupCount, with: false)
        var validity = Bitmap(count: groupCount)
        for group in 0..<groupCount where !isSet[group] { validity[group] = false }
        return [Column(type, .integers(integers), validity: isSet.contains(false) ? validity : nil)]
    }
}

/// Keeps the row with the best first argument. A batch is looked through for the best row of each group, and only that
/// row's other arguments are copied.
final class ArgExtremeAggregator: Aggregator {
    private let types: [ScalarType]
    private let sign: Int
    private var rows: [[Value]?] = []
    private var fallbacks: [[Value]?] = []

    init(_ types: [ScalarType], sign: Int) {
        self.types = types
        self.sign = sign
    }

    func add(_ arguments: [Vector], groups: [Int32], groupCount: Int) {
        rows.grow(to: groupCount, with: nil)
        fallbacks.grow(to: groupCount, with: nil)
        var best: [Int32: Int] = [:]
        let key = arguments[0]
        if case .integers(let values) = key.column.storage {
            for row in groups.indices {
                let place = key.place(row)
                if key.column.validity?[place] == false {
                    keepFallback(arguments, row, Int(groups[row]))
                    continue
                }
                guard let other = best[groups[row]] else {
                    best[groups[row]] = row
                    continue
                }
                let rival = values[key.place(other)]
                if sign > 0 ? values[place] > rival : values[place] < rival { best[groups[row]] = row }
            }
        } else {
            for row in groups.indices {
                let value = key[row]
                if value.isNull {
                    keepFallback(arguments, row, Int(groups[row]))
                } else if let other = best[groups[row]] {
                    if (value.order(key[other]) ?? 0) * sign > 0 { best[groups[row]] = row }
                } else {
                    best[groups[row]] = row
                }
            }
        }
        for (group, row) in best {
            if let kept = rows[Int(group)], (key[row].order(kept[0]) ?? 0) * sign <= 0 { continue }
            rows[Int(group)] = arguments.map { $0[row] }
        }
    }

    /// Where no row of a group has a value to compare, one of them stands for it.
    private func keepFallback(_ arguments: [Vector], _ row: Int, _ group: Int) {
        if fallbacks[group] == nil { fallbacks[group] = arguments.map { $0[row] } }
    }

    func finish(groupCount: Int) -> [Column] {
        rows.grow(to: groupCount, with: nil)
        fallbacks.grow(to: groupCount, with: nil)
        return types.indices.map { index in
            Column(types[index], (0..<groupCount).map { (rows[$0] ?? fallbacks[$0])?[index] ?? .null })
        }
    }
}

/// Keeps the first row of each group, and for each argument the first value that is there.
final class TakeAnyAggregator: Aggregator {
    private let types: [ScalarType]
    private var rows: [[Value]?] = []

    init(_ types: [ScalarType]) { self.types = types }

    func add(_ arguments: [Vector], groups: [Int32], groupCount: Int) {
        rows.grow(to: groupCount, with: nil)
        for row in groups.indices {
            let group = Int(groups[row])
            guard let kept = rows[group] else {
                rows[group] = arguments.map { $0[row] }
                continue
            }
            for index in kept.indices where kept[index].isNull || kept[index] == .string("") {
                rows[group]?[index] = arguments[index][row]
            }
        }
    }

    func finish(groupCount: Int) -> [Column] {
        rows.grow(to: groupCount, with: nil)
        return types.indices.map { index in Column(types[index], rows.map { $0?[index] ?? .null }) }
    }
}
