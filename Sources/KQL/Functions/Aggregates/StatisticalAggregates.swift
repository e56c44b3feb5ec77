internal import Foundation

/// Spread and order statistics.
enum StatisticalAggregates {
    static let all: [AggregateFunction] = spreads + covariances + percentiles

    private static let spreads: [AggregateFunction] = [
        spread("stdev", isSample: true, isRoot: true), spread("stdevp", isSample: false, isRoot: true),
        spread("variance", isSample: true, isRoot: false), spread("variancep", isSample: false, isRoot: false),
    ]

    private static func spread(_ name: String, isSample: Bool, isRoot: Bool) -> AggregateFunction {
        AggregateFunction(name, [.real], .exactly(.real)) { _ in
            CollectingAggregator(.real) { rows in
                let variance = variance(rows.compactMap { $0[0].real }, isSample: isSample)
                return .real(isRoot ? variance.squareRoot() : variance)
            }
        }
    }

    /// NaN where there are too few values.
    static func variance(_ values: [Double], isSample: Bool) -> Double {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let sum = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        if values.count == 1, isSample { return 0 }
        return sum / (isSample ? count - 1 : count)
    }

    private static let covariances: [AggregateFunction] = [
        covariance("covariance", isSample: true), covariance("covariancep", isSample: false),
    ]

    private static func covariance(_ name: String, isSample: Bool) -> AggregateFunction {
        AggregateFunction(name, [.real, .real], .exactly(.real)) { _ in
            CollectingAggregator(.real) { rows in
                let pairs = rows.compactMap { row in row[0].real.flatMap { x in row[1].real.map { (x, $0) } } }
                let count = Double(pairs.count)
                let (meanX, meanY) = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
                let sum = pairs.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
                return .real(sum / (isSample ? count - 1 : count))
            }
        }
    }

    // MARK: Percentiles

    private static let percentiles: [AggregateFunction] = [
        AggregateFunction("percentile", [.summable, .real], .argument(0)) { preparation in
            CollectingAggregator(preparation.result) { rows in
                ranked(rows.map { ($0[0], 1) }, at: rows.first?[1].real ?? 0)
            }
        },
        AggregateFunction("percentilew", [.summable, .long, .real], .argument(0)) { preparation in
            CollectingAggregator(preparation.result) { rows in
                ranked(rows.map { ($0[0], $0[1].real ?? 0) }, at: rows.first?[2].real ?? 0)
            }
        },
        array("percentiles_array", leading: 1), array("percentilesw_array", leading: 2),
    ]

    private static func array(_ name: String, leading: Int) -> AggregateFunction {
        let parameters: [ScalarFunction.Parameter] = [.summable] + (leading == 2 ? [.long, .any] : [.any])
        return AggregateFunction(name, parameters, isVariadic: true, .exactly(.dynamic), prefix: "percentiles") { _ in
            CollectingAggregator(.dynamic) { rows in
                let values = rows.map { ($0[0], leading == 2 ? $0[1].real ?? 0 : 1) }
                let percentages = (rows.first ?? []).dropFirst(leading).flatMap { $0.array ?? [$0] }
                return .array(percentages.map { ranked(values, at: $0.real ?? 0) })
            }
        }
    }

    /// The smallest value that the percentage of the weight does not lie above (nearest rank).
    static func ranked(_ values: [(value: Value, weight: Double)], at percentage: Double) -> Value {
        let sorted = values.sorted { ($0.value.order($1.value) ?? 0) < 0 }
        let total = sorted.reduce(0) { $0 + $1.weight }
        let wanted = total * min(max(percentage, 0), 100) / 100
        var sum = 0.0
        for (value, weight) in sorted {
            sum += weight
            if sum >= wanted - 1e-9, sum > 0 { return value }
        }
        return sorted.last?.value ?? .null
    }
}
