internal import Foundation

/// The beta distribution, and the test of means that follows from it.
enum BetaFunctions {
    static let all: [ScalarFunction] = [
        .map("beta_cdf") { (x: Double, a: Double, b: Double) -> Double? in
            (0...1).contains(x) && a > 0 && b > 0 ? incomplete(x, a, b) : .nan
        },
        .map("beta_pdf") { (x: Double, a: Double, b: Double) -> Double? in
            guard (0...1).contains(x), a > 0, b > 0 else { return .nan }
            return exp((a - 1) * log(x) + (b - 1) * log(1 - x) - logBeta(a, b))
        },
        .map("beta_inv") { (p: Double, a: Double, b: Double) -> Double? in
            (0...1).contains(p) && a > 0 && b > 0 ? inverse(p, a, b) : .nan
        },
        welch,
    ]

    /// How likely means that differ so much are where the populations' do not: `welch_test(mean, variance, count, mean, variance, count)`.
    private static let welch = ScalarFunction.values(
        "welch_test", Array(repeating: .real, count: 6), .exactly(.real)
    ) { values in
        let numbers = values.compactMap(\.real)
        guard numbers.count == 6 else { return .null }
        let (first, second) = (numbers[1] / numbers[2], numbers[4] / numbers[5])
        let spread = first + second
        let freedom = spread * spread / (first * first / (numbers[2] - 1) + second * second / (numbers[5] - 1))
        let square = (numbers[0] - numbers[3]) * (numbers[0] - numbers[3]) / spread
        guard freedom > 0, square.isFinite else { return .real(.nan) }
        return .real(incomplete(freedom / (freedom + square), freedom / 2, 0.5))
    }

    private static func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }

    /// The regularised incomplete beta function, by its continued fraction.
    private static func incomplete(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x == 0 || x == 1 { return x }
        let front = exp(a * log(x) + b * log(1 - x) - logBeta(a, b))
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
    }

    /// Lentz's method.
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / kept(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...500 {
            let m = Double(step)
            for term in [
                m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
            ] {
                d = 1 / kept(1 + term * d)
                c = kept(1 + term / c)
                result *= d * c
            }
            if abs(d * c - 1) < 1e-15 { break }
        }
        return result
    }

    private static func inverse(_ p: Double, _ a: Double, _ b: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<200 where high - low > 1e-16 {
            let middle = (low + high) / 2
            if incomplete(middle, a, b) < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
