/// The polynomial that comes nearest to a series, by least squares.
struct PolynomialFit {
    /// From the highest power to the lowest.
    private(set) var coefficients: [Double]

    /// `nil` where the points do not settle the polynomial: too few of them, or too few places.
    init?(x: [Double], y: [Double], degree: Int) {
        guard x.count == y.count, x.count > degree else { return nil }
        let rows = x.map { place in
            (0...degree).reversed().map { power in (0..<power).reduce(1.0) { product, _ in product * place } }
        }
        guard let solved = PolynomialFit.leastSquares(rows, y) else { return nil }
        coefficients = solved
    }

    func value(at place: Double) -> Double { coefficients.reduce(0) { $0 * place + $1 } }

    /// By reflections (Householder), which keep the digits that the normal equations would lose.
    private static func leastSquares(_ rows: [[Double]], _ y: [Double]) -> [Double]? {
        var (matrix, right) = (rows, y)
        let width = rows[0].count
        for column in 0..<width {
            let length = (column..<rows.count).reduce(0.0) { $0 + matrix[$1][column] * matrix[$1][column] }.squareRoot()
            guard length > 0, length.isFinite else { return nil }
            var mirror = (column..<rows.count).map { matrix[$0][column] }
            mirror[0] += mirror[0] < 0 ? -length : length
            let size = mirror.reduce(0) { $0 + $1 * $1 }
            func reflect(_ value: (Int) -> Double, _ store: (Int, Double) -> Void) {
                let scale = 2 * mirror.indices.reduce(0.0) { $0 + mirror[$1] * value(column + $1) } / size
                for place in mirror.indices { store(column + place, value(column + place) - scale * mirror[place]) }
            }
            for other in column..<width { reflect({ matrix[$0][other] }, { matrix[$0][other] = $1 }) }
            reflect({ right[$0] }, { right[$0] = $1 })
        }
        return solve(matrix, right, width)
    }

    /// From the last unknown to the first.
    private static func solve(_ matrix: [[Double]], _ right: [Double], _ width: Int) -> [Double]? {
        var solution = [Double](repeating: 0, count: width)
        let largest = (0..<width).map { abs(matrix[$0][$0]) }.max() ?? 0
        for row in (0..<width).reversed() {
            guard abs(matrix[row][row]) > largest * 1e-14 else { return nil }
            let known = (row + 1..<width).reduce(0.0) { $0 + matrix[row][$1] * solution[$1] }
            solution[row] = (right[row] - known) / matrix[row][row]
        }
        return solution
    }
}

/// How well values are met by others that stand for them.
struct FitQuality {
    /// From 0 to 1.
    var rsquare: Double
    var variance: Double
    var residualVariance: Double

    init(_ y: [Double], fitted: [Double]) {
        let residuals = zip(y, fitted).map { $0 - $1 }
        let mean = y.reduce(0, +) / Double(y.count)
        let total = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        rsquare = total == 0 ? 1 : 1 - residuals.reduce(0) { $0 + $1 * $1 } / total
        variance = StatisticalAggregates.variance(y, isSample: true)
        residualVariance = StatisticalAggregates.variance(residuals, isSample: true)
    }
}

/// Two lines, one behind the other, that together come nearest to a series.
struct TwoLines {
    /// The first element that the right line stands for.
    private(set) var split = 0
    private(set) var left: SeriesStatisticFunctions.Line
    private(set) var right: SeriesStatisticFunctions.Line

    /// `nil` for fewer than four elements: a line needs two.
    init?(_ y: [Double]) {
        guard y.count >= 4 else { return nil }
        (left, right) = (.init(y), .init(y))
        // What all lines up to an element leave, from sums that grow with it: each split costs the same.
        let (heads, tails) = (TwoLines.rests(y), TwoLines.rests(y.reversed()))
        let places = 2...(y.count - 2)
        split = places.min { heads[$0] + tails[y.count - $0] < heads[$1] + tails[y.count - $1] } ?? 2
        (left, right) = (.init(Array(y[..<split])), .init(Array(y[split...])))
    }

    /// The sum of squares that the line over the first n elements leaves, for each n.
    private static func rests(_ y: [Double]) -> [Double] {
        // About the mean, the sums keep their digits.
        let mean = y.reduce(0, +) / Double(y.count)
        var sums = (x: 0.0, y: 0.0, xx: 0.0, xy: 0.0, yy: 0.0)
        return [0]
            + y.enumerated().map { place, value in
                let (x, value) = (Double(place), value - mean)
                sums = (sums.x + x, sums.y + value, sums.xx + x * x, sums.xy + x * value, sums.yy + value * value)
                let count = x + 1
                let (spreadX, spreadY) = (sums.xx - sums.x * sums.x / count, sums.yy - sums.y * sums.y / count)
                let shared = sums.xy - sums.x * sums.y / count
                return max(0, spreadX > 0 ? spreadY - shared * shared / spreadX : spreadY)
            }
    }

    func fitted(_ count: Int) -> [Double] {
        (0..<count).map { $0 < split ? left.value(at: $0) : right.value(at: $0 - split) }
    }
}
