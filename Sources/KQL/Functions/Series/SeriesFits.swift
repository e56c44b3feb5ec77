/// Functions that put lines and polynomials through a series.
enum SeriesFits {
    static let all: [ScalarFunction] = [
        tuple("series_fit_line", line), dynamic("series_fit_line_dynamic", line),
        tuple("series_fit_2lines", twoLines), dynamic("series_fit_2lines_dynamic", twoLines),
        .values("series_fit_poly", [.dynamic, .dynamic, .long], required: 1, .exactly(.dynamic)) { values in
            try polynomial(values).map { .array($0.map(\.1)) } ?? .null
        },
    ]

    private typealias Parts = [(String, Value)]

    private static func tuple(_ name: String, _ fit: @escaping @Sendable ([Double]) -> Parts?) -> ScalarFunction {
        .values(name, [.dynamic], .exactly(.dynamic)) { values in
            SeriesElementFunctions.numbers(values[0]).flatMap(fit).map { .array($0.map(\.1)) } ?? .null
        }
    }

    /// The same as a bag; what belongs to one of two lines is a bag in it.
    private static func dynamic(_ name: String, _ fit: @escaping @Sendable ([Double]) -> Parts?) -> ScalarFunction {
        .values(name, [.dynamic], .exactly(.dynamic)) { values in
            guard let parts = SeriesElementFunctions.numbers(values[0]).flatMap(fit) else { return .null }
            var bag: Parts = parts.filter { !isSide($0.0) }
            for side in ["right", "left"] {
                let own = parts.filter { $0.0.hasPrefix(side + "_") }.map { (String($0.0.dropFirst(side.count + 1)), $0.1) }
                if !own.isEmpty { bag.append((side, .bag(Bag(own)))) }
            }
            return .bag(Bag(bag))
        }
    }

    private static func isSide(_ name: String) -> Bool { name.hasPrefix("right_") || name.hasPrefix("left_") }

    private static func array(_ numbers: [Double]) -> Value { .array(numbers.map(Value.real)) }

    /// The least squares line over the places of the elements, of which the first is 1.
    private static func line(_ y: [Double]) -> Parts? {
        guard y.count > 1 else { return nil }
        let line = SeriesStatisticFunctions.Line(y)
        let fitted = y.indices.map(line.value)
        return measures(y, line, fitted) + [("line_fit", array(fitted))]
    }

    private static func measures(_ y: [Double], _ line: SeriesStatisticFunctions.Line, _ fitted: [Double]) -> Parts {
        let quality = FitQuality(y, fitted: fitted)
        return [
            ("rsquare", .real(quality.rsquare)), ("slope", .real(line.slope)), ("variance", .real(quality.variance)),
            ("rvariance", .real(quality.residualVariance)), ("interception", .real(line.start - line.slope)),
        ]
    }

    /// The places of the right line count from its own first element, as those of a series of its own.
    private static func twoLines(_ y: [Double]) -> Parts? {
        guard let lines = TwoLines(y) else { return nil }
        let fitted = lines.fitted(y.count)
        let quality = FitQuality(y, fitted: fitted)
        let whole: Parts = [
            ("rsquare", .real(quality.rsquare)), ("split_idx", .long(Int64(lines.split))), ("variance", .real(quality.variance)),
            ("rvariance", .real(quality.residualVariance)), ("line_fit", array(fitted)),
        ]
        let right = measures(Array(y[lines.split...]), lines.right, Array(fitted[lines.split...]))
        let left = measures(Array(y[..<lines.split]), lines.left, Array(fitted[..<lines.split]))
        return whole + ordered(right, "right_") + ordered(left, "left_")
    }

    /// Two lines name the interception before the variances.
    private static func ordered(_ parts: Parts, _ prefix: String) -> Parts {
        [0, 1, 4, 2, 3].map { (prefix + parts[$0].0, parts[$0].1) }
    }

    /// The degrees that are fitted, at most: digits are lost in higher ones whatever the method is.
    private static let highestDegree: Int64 = 100

    private static func polynomial(_ values: [Value]) throws -> Parts? {
        guard let y = SeriesElementFunctions.numbers(values[0]) else { return nil }
        let given =
            values.count > 1 && values[1] != .null
            ? SeriesElementFunctions.numbers(values[1]) : (1...max(1, y.count)).map(Double.init)
        let degree = values.count > 2 ? values[2].integer ?? 1 : 1
        guard (1...highestDegree).contains(degree) else {
            throw QueryError(.binding, "series_fit_poly() fits degrees from 1 to \(highestDegree), not \(degree)")
        }
        guard let x = given, let fit = PolynomialFit(x: x, y: y, degree: Int(degree)) else { return nil }
        let fitted = x.map(fit.value)
        let quality = FitQuality(y, fitted: fitted)
        return [
            ("rsquare", .real(quality.rsquare)), ("coefficients", array(fit.coefficients)), ("variance", .real(quality.variance)),
            ("rvariance", .real(quality.residualVariance)), ("poly_fit", array(fitted)),
        ]
    }

    /// What their columns are called.
    static let parts: [String: [(String, ScalarType)]] = [
        "series_fit_line": [
            ("rsquare", .real), ("slope", .real), ("variance", .real), ("rvariance", .real), ("interception", .real),
            ("line_fit", .dynamic),
        ],
        "series_fit_2lines": [
            ("rsquare", .real), ("split_idx", .long), ("variance", .real), ("rvariance", .real), ("line_fit", .dynamic),
            ("right_rsquare", .real), ("right_slope", .real), ("right_interception", .real), ("right_variance", .real),
            ("right_rvariance", .real), ("left_rsquare", .real), ("left_slope", .real), ("left_interception", .real),
            ("left_variance", .real), ("left_rvariance", .real),
        ],
        "series_fit_poly": [
            ("rsquare", .real), ("coefficients", .dynamic), ("variance", .real), ("rvariance", .real), ("poly_fit", .dynamic),
        ],
    ]
}
