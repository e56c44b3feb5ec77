internal import Foundation

/// Functions from a series to a number or to a few.
enum SeriesStatisticFunctions {
    static let all: [ScalarFunction] = sums + pairs + statistics + [outliers]

    private static let sums: [ScalarFunction] = [
        number("series_sum") { $0.reduce(0, +) }, number("series_product") { $0.reduce(1, *) },
        number("series_magnitude") { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() },
    ]

    private static func number(_ name: String, _ body: @escaping @Sendable ([Double]) -> Double) -> ScalarFunction {
        .values(name, [.dynamic], .exactly(.real)) { values in
            guard let elements = values[0].array else { return .null }
            return .real(body(elements.compactMap(SeriesElementFunctions.number)))
        }
    }

    private static let pairs: [ScalarFunction] = [
        pair("series_dot_product") { zip($0, $1).reduce(0) { $0 + $1.0 * $1.1 } },
        pair("series_pearson_correlation", correlation),
        .values("series_cosine_similarity", [.dynamic, .dynamic, .real, .real], required: 2, .exactly(.real)) { values in
            guard let (a, b) = equal(values) else { return .null }
            let length = { (given: Int, series: [Double]) in
                values.count > given ? values[given].real ?? .nan : series.reduce(0) { $0 + $1 * $1 }.squareRoot()
            }
            return .real(zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / (length(2, a) * length(3, b)))
        },
    ]

    private static func pair(_ name: String, _ body: @escaping @Sendable ([Double], [Double]) -> Double) -> ScalarFunction {
        .values(name, [.dynamic, .dynamic], .exactly(.real)) { values in equal(values).map { .real(body($0, $1)) } ?? .null }
    }

    /// Two series of numbers of one length.
    private static func equal(_ values: [Value]) -> ([Double], [Double])? {
        guard let a = values[0].array, let b = values[1].array, a.count == b.count else { return nil }
        let (x, y) = (a.compactMap(SeriesElementFunctions.number), b.compactMap(SeriesElementFunctions.number))
        return x.count == a.count && y.count == b.count ? (x, y) : nil
    }

    private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
        let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
        let top = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
        let spread = { (values: [Double], mean: Double) in values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } }
        return top / (spread(x, meanX) * spread(y, meanY)).squareRoot()
    }

    // MARK: series_stats

    static let columns: [(String, ScalarType)] = [
        ("min", .real), ("min_idx", .long), ("max", .real), ("max_idx", .long), ("avg", .real), ("stdev", .real),
        ("variance", .real),
    ]

    private static let statistics: [ScalarFunction] = [
        .values("series_stats", [.dynamic, .bool], required: 1, .exactly(.dynamic)) { values in
            summary(values).map { .array($0.prefix(columns.count).map(\.1)) } ?? .null
        },
        .values("series_stats_dynamic", [.dynamic, .bool], required: 1, .exactly(.dynamic)) { values in
            summary(values).map { .bag(Bag($0)) } ?? .null
        },
    ]

    /// What stands in `series_stats_dynamic()`, of which the first are the columns of `series_stats()`; `nil` where an element is no finite
    /// number, unless these are to be passed over.
    private static func summary(_ values: [Value]) -> [(String, Value)]? {
        guard let elements = values[0].array else { return nil }
        let numbers = elements.enumerated().compactMap { index, value in
            SeriesElementFunctions.number(value).flatMap { $0.isFinite ? (index, $0) : nil }
        }
        let ignoresOthers = values.count > 1 && values[1] == .bool(true)
        guard ignoresOthers || numbers.count == elements.count else { return nil }
        guard let least = numbers.min(by: { $0.1 < $1.1 }), let greatest = numbers.max(by: { $0.1 < $1.1 }) else { return nil }
        let plain = numbers.map(\.1)
        let variance = StatisticalAggregates.variance(plain, isSample: true)
        let sum = plain.reduce(0, +)
        return [
            ("min", .real(least.1)), ("min_idx", .long(Int64(least.0))), ("max", .real(greatest.1)),
            ("max_idx", .long(Int64(greatest.0))),
            ("avg", .real(sum / Double(plain.count))), ("stdev", .real(variance.squareRoot())),
            ("variance", .real(variance)), ("sum", .real(sum)), ("len", .long(Int64(elements.count))),
        ]
    }

    // MARK: Lines

    /// The least squares line over the places of the elements.
    struct Line {
        var slope: Double
        var start: Double

        init(_ y: [Double]) {
            let count = Double(y.count)
            let meanX = (count - 1) / 2
            let meanY = y.reduce(0, +) / count
            let top = y.enumerated().reduce(0.0) { $0 + (Double($1.offset) - meanX) * ($1.element - meanY) }
            let bottom = y.indices.reduce(0.0) { $0 + (Double($1) - meanX) * (Double($1) - meanX) }
            slope = bottom == 0 ? 0 : top / bottom
            start = meanY - slope * meanX
        }

        func value(at place: Int) -> Double { start + slope * Double(place) }
    }

    // MARK: Outliers

    /// Tukey's test: how far an element lies outside the range of two percentiles, in widths of that range times 1.5.
    private static let outliers = ScalarFunction.values(
        "series_outliers", [.dynamic, .string, .any, .real, .real], required: 1, .exactly(.dynamic)
    ) { values in
        let isCustom = values.count > 1 && values[1].text == "ctukey" || values.count < 2
        let low = values.count > 3 ? values[3].real ?? 10 : isCustom ? 10 : 25
        let high = values.count > 4 ? values[4].real ?? 90 : isCustom ? 90 : 75
        guard let elements = values[0].array else { return .null }
        return .array(scores(elements.map { SeriesElementFunctions.number($0) ?? .nan }, low, high).map(Value.real))
    }

    static func scores(_ series: [Double], _ low: Double, _ high: Double) -> [Double] {
        let sorted = series.filter { !$0.isNaN }.sorted()
        guard sorted.count > 1 else { return series.map { _ in 0 } }
        let (bottom, top) = (interpolated(sorted, low), interpolated(sorted, high))
        let width = top - bottom
        return series.map { value in
            if value > top { return width == 0 ? .infinity : (value - top) / width }
            if value < bottom { return width == 0 ? -.infinity : (value - bottom) / width }
            return 0
        }
    }

    private static func interpolated(_ sorted: [Double], _ percentage: Double) -> Double {
        let place = Double(sorted.count - 1) * percentage / 100
        let low = Int(place)
        guard low + 1 < sorted.count else { return sorted[sorted.count - 1] }
        return sorted[low] + (sorted[low + 1] - sorted[low]) * (place - Double(low))
    }
}

/// Functions that give several columns, and what these are called.
enum SeriesTuples {
    static let parts: [String: [(String, ScalarType)]] = [
        statistics, SeriesFits.parts, SeriesDecompositions.parts, SeriesSpectrum.parts,
    ].reduce(into: [:]) { all, own in all.merge(own) { first, _ in first } }

    private static let statistics = ["series_stats": SeriesStatisticFunctions.columns]
}
