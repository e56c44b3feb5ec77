/// Functions that look for periods, trends and outliers.
enum SeriesDecompositions {
    static let all: [ScalarFunction] = [
        .values("series_decompose", [.dynamic, .any, .any, .any, .any], required: 1, .exactly(.dynamic)) { values in
            guard let parts = try decomposition(values, from: 1) else { return .null }
            return .array([parts.baseline, parts.seasonal, parts.trend, parts.residual].map(array))
        },
        .values(
            "series_decompose_anomalies", [.dynamic, .any, .any, .any, .any, .any, .any], required: 1, .exactly(.dynamic),
            anomalies),
        .values("series_decompose_forecast", [.dynamic, .any, .any, .any, .any], required: 2, .exactly(.dynamic)) { values in
            var given = [values[0], option(values, 2), .string(option(values, 3).string ?? "linefit"), values[1]]
            given.append(option(values, 4))
            return try decomposition(given, from: 1).map { array($0.baseline) } ?? .null
        },
        .values("series_periods_detect", [.dynamic, .real, .real, .long], .exactly(.dynamic)) { values in
            guard let series = SeriesElementFunctions.numbers(values[0]), let least = values[1].real, let most = values[2].real
            else { return .null }
            let peaks = SeriesPeriods.peaks(of: series, from: Int(clamping: least), to: Int(clamping: most))
                .prefix(Int(clamping: values[3].integer ?? 0))
            return .array([array(peaks.map { Double($0.period) }), array(peaks.map(\.score))])
        },
        .values("series_periods_validate", [.dynamic, .real], isVariadic: true, .exactly(.dynamic)) { values in
            guard let series = SeriesElementFunctions.numbers(values[0]) else { return .null }
            let periods = values.dropFirst().compactMap(\.real)
            return .array([
                array(periods), array(periods.map { SeriesPeriods.validated(Int(clamping: $0), of: series) }),
            ])
        },
        .values("series_seasonal", [.dynamic, .long], required: 1, .exactly(.dynamic)) { values in
            guard let series = SeriesElementFunctions.numbers(values[0]) else { return .null }
            let period = option(values, 1).integer ?? -1
            return array(SeriesDecomposition.seasonal(series, period: period == -1 ? nil : Int(clamping: max(0, period))))
        },
    ]

    /// `series_decompose_anomalies(series, threshold, seasonality, trend, test points, method, certainty of the period)`: which elements
    /// lie too far from the baseline, by Tukey's test of the rest.
    private static func anomalies(_ values: [Value]) throws -> Value {
        let given = [values[0], option(values, 2), option(values, 3), option(values, 4), option(values, 6)]
        guard let parts = try decomposition(given, from: 1) else { return .null }
        let method = option(values, 5).string ?? "ctukey"
        guard method == "ctukey" || method == "tukey" else {
            throw QueryError(.binding, "series_decompose_anomalies() knows the methods ctukey and tukey, not '\(method)'")
        }
        let (low, high): (Double, Double) = method == "ctukey" ? (10, 90) : (25, 75)
        let scores = SeriesStatisticFunctions.scores(parts.residual, low, high)
        let threshold = option(values, 1).real ?? 1.5
        let flags = scores.map { Value.long($0 > threshold ? 1 : $0 < -threshold ? -1 : 0) }
        return .array([.array(flags), array(scores), array(parts.baseline)])
    }

    /// The parts of a series.
    /// - Parameter first: where the arguments for the period stand: it, the trend, the test points, how sure the period has to be.
    private static func decomposition(_ values: [Value], from first: Int) throws -> SeriesDecomposition? {
        guard let series = SeriesElementFunctions.numbers(values[0]) else { return nil }
        let name = option(values, first + 1).string ?? SeriesDecomposition.Trend.average.rawValue
        guard let trend = SeriesDecomposition.Trend(rawValue: name) else {
            throw QueryError(.binding, "a trend is 'avg', 'linefit' or 'none', not '\(name)'")
        }
        let period = option(values, first).integer ?? -1
        return SeriesDecomposition(
            series, period: period < 0 ? nil : Int(period), trend: trend,
            testPoints: Int(max(0, option(values, first + 2).integer ?? 0)), threshold: option(values, first + 3).real ?? 0.6)
    }

    private static func option(_ values: [Value], _ place: Int) -> Value { place < values.count ? values[place] : .null }

    private static func array(_ numbers: [Double]) -> Value { .array(numbers.map(Value.real)) }

    /// What their columns are called.
    static let parts: [String: [(String, ScalarType)]] = [
        "series_decompose": [("baseline", .dynamic), ("seasonal", .dynamic), ("trend", .dynamic), ("residual", .dynamic)],
        "series_decompose_anomalies": [("ad_flag", .dynamic), ("ad_score", .dynamic), ("baseline", .dynamic)],
        "series_periods_detect": [("periods", .dynamic), ("scores", .dynamic)],
        "series_periods_validate": [("periods", .dynamic), ("scores", .dynamic)],
    ]
}

extension Int {
    /// A number of elements; what is none is no number of them.
    fileprivate init(clamping number: Double) { self = number.isFinite ? Int(Swift.max(0, Swift.min(number, 1e9))) : 0 }
}
