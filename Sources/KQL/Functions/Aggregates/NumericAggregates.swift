internal import Foundation

/// Sums and means.
enum NumericAggregates {
    static let all: [AggregateFunction] = [
        AggregateFunction("sum", [.summable], .computed { $0[0] == .int ? .long : $0[0] }) {
            SumAggregator($0.result, isMean: false)
        },
        AggregateFunction("avg", [.summable], .computed { $0[0].isWhole ? .real : $0[0] }) {
            SumAggregator($0.result, isMean: true)
        },
        bits("binary_all_and", start: -1) { $0 & $1 },
        bits("binary_all_or", start: 0) { $0 | $1 },
        bits("binary_all_xor", start: 0) { $0 ^ $1 },
    ]

    private static func bits(
        _ name: String, start: Int64, _ combine: @escaping @Sendable (Int64, Int64) -> Int64
    ) -> AggregateFunction {
        AggregateFunction(name, [.long], .exactly(.long)) { _ in
            CollectingAggregator(.long) { rows in
                let numbers = rows.compactMap { $0[0].integer }
                return numbers.isEmpty ? .null : .long(numbers.reduce(start, combine))
            }
        }
    }
}

/// Adds up: whole numbers and spans as 64 bits, reals as doubles, decimals as decimals.
final class SumAggregator: Aggregator {
    private let type: ScalarType
    private let isMean: Bool
    private var integers: [Int64] = []
    /// Sums for means: exact, whatever the order of the rows.
    private var wholes: [Int128] = []
    private var reals: [Double] = []
    private var decimals: [Value] = []
    private var counts: [Int64] = []

    init(_ type: ScalarType, isMean: Bool) {
        self.type = type
        self.isMean = isMean
    }

    func add(_ arguments: [Vector], groups: [Int32], groupCount: Int) {
        integers.grow(to: groupCount, with: 0)
        if type == .real { wholes.grow(to: groupCount, with: 0) }
        reals.grow(to: groupCount, with: 0)
        counts.grow(to: groupCount, with: 0)
        let vector = arguments[0]
        let validity = vector.column.validity
        switch vector.column.storage {
        case .integers(let values):
            for row in groups.indices {
                let place = vector.place(row)
                if let validity, !validity[place] { continue }
                integers[Int(groups[row])] &+= values[place]
                if type == .real { wholes[Int(groups[row])] += Int128(values[place]) }
                counts[Int(groups[row])] += 1
            }
        case .reals(let values):
            for row in groups.indices {
                let place = vector.place(row)
                if let validity, !validity[place] { continue }
                reals[Int(groups[row])] += values[place]
                counts[Int(groups[row])] += 1
            }
        default:
            decimals.grow(to: groupCount, with: .decimal(0))
            for row in groups.indices {
                guard let number = vector[row].decimal, case .decimal(let sum) = decimals[Int(groups[row])] else { continue }
                decimals[Int(groups[row])] = .decimal(sum + number)
                counts[Int(groups[row])] += 1
            }
        }
    }

    func finish(groupCount: Int) -> [Column] {
        integers.grow(to: groupCount, with: 0)
        wholes.grow(to: groupCount, with: 0)
        reals.grow(to: groupCount, with: 0)
        counts.grow(to: groupCount, with: 0)
        decimals.grow(to: groupCount, with: .decimal(0))
        return [Column(type, (0..<groupCount).map(value))]
    }

    private func value(_ group: Int) -> Value {
        let count = counts[group]
        if isMean, count == 0 { return type == .real ? .real(.nan) : .null }
        switch type {
        case .real:
            let sum = wholes[group] == 0 ? reals[group] : Double(wholes[group])
            return .real(isMean ? sum / Double(count) : sum)
        case .decimal:
            guard case .decimal(let sum) = decimals[group], isMean else { return decimals[group] }
            return .decimal(sum / (Value.long(count).decimal ?? 1))
        case .timespan: return .timespan(isMean ? integers[group] / count : integers[group])
        case .datetime: return .datetime(isMean ? integers[group] / count : integers[group])
        default: return .long(integers[group])
        }
    }
}
