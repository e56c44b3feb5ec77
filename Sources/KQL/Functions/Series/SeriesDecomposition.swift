/// A series as the sum of a trend, of what comes again in each period, and of a rest.
///
/// The trend is the mean or the least squares line of the elements that are learned from; the seasonal part of an element is the median
/// of what the trend leaves of the elements in the same place of their periods. Microsoft documents these steps, and not how a
/// period is found: that is by autocorrelation here (`SeriesPeriods`).
struct SeriesDecomposition {
    enum Trend: String {
        case average = "avg"
        case line = "linefit"
        case none
    }

    var seasonal: [Double]
    var trend: [Double]
    var residual: [Double]

    var baseline: [Double] { zip(seasonal, trend).map(+) }

    /// - Parameters:
    ///   - period: the elements of a period; `nil` to look for one, 0 for none.
    ///   - threshold: how sure a period has to be that was looked for, up to 1.
    ///   - testPoints: elements at the end that nothing is learned from.
    init(_ series: [Double], period: Int?, trend kind: Trend, testPoints: Int, threshold: Double) {
        let learned = Array(series.prefix(max(0, series.count - testPoints)))
        trend = SeriesDecomposition.trend(of: learned, kind, count: series.count)
        let rest = zip(learned, trend).map { $0 - $1 }
        let period = period ?? SeriesPeriods.best(of: rest, threshold: threshold)
        seasonal = SeriesDecomposition.seasons(of: rest, period, count: series.count)
        residual = []
        residual = zip(series, baseline).map { $0 - $1 }
    }

    private static func trend(of series: [Double], _ kind: Trend, count: Int) -> [Double] {
        guard !series.isEmpty else { return [Double](repeating: 0, count: count) }
        switch kind {
        case .none: return [Double](repeating: 0, count: count)
        case .average: return [Double](repeating: series.reduce(0, +) / Double(series.count), count: count)
        case .line:
            let line = SeriesStatisticFunctions.Line(series)
            return (0..<count).map { line.value(at: $0) }
        }
    }

    private static func seasons(of rest: [Double], _ period: Int, count: Int) -> [Double] {
        guard period > 0, rest.count >= period else { return [Double](repeating: 0, count: count) }
        let medians = (0..<period).map { phase in median(stride(from: phase, to: rest.count, by: period).map { rest[$0] }) }
        return (0..<count).map { medians[$0 % period] }
    }

    /// What comes again in each period of a series as it stands, no trend taken out.
    /// - Parameter period: `nil` to look for one, which counts where the series has it three times; without one all is zero.
    static func seasonal(_ series: [Double], period: Int?) -> [Double] {
        let found = period ?? SeriesPeriods.best(of: series, threshold: certainty)
        let counts = period != nil || found * 3 <= series.count
        return seasons(of: series, counts ? found : 0, count: series.count)
    }

    /// The threshold that Microsoft names for `series_seasonal()`.
    private static let certainty = 0.7

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

/// Looks for periods: how much a series is like itself some elements later (its autocorrelation).
enum SeriesPeriods {
    /// The peaks of the autocorrelation between two periods, the surest first, each with how sure it is, up to 1.
    static func peaks(of series: [Double], from least: Int, to most: Int) -> [(period: Int, score: Double)] {
        let lags = max(2, least)...max(max(2, least), min(most, series.count / 2))
        let scores = (lags.lowerBound - 1...lags.upperBound + 1).map { score(of: series, lag: $0) }
        return lags.compactMap { lag -> (period: Int, score: Double)? in
            let place = lag - lags.lowerBound + 1
            let isPeak = scores[place] > 0 && scores[place] >= scores[place - 1] && scores[place] >= scores[place + 1]
            return isPeak && lag <= series.count / 2 ? (lag, scores[place]) : nil
        }.sorted { ($0.score, -$0.period) > ($1.score, -$1.period) }
    }

    /// The surest period; 0 where none is sure enough.
    static func best(of series: [Double], threshold: Double) -> Int {
        peaks(of: series, from: 2, to: series.count / 2).first { $0.score >= threshold }?.period ?? 0
    }

    /// How sure a period is: 0 for one of fewer than four elements or of more than half the series, and where the correlation is no more
    /// than what chance gives nineteen times in twenty.
    static func validated(_ period: Int, of series: [Double]) -> Double {
        guard period >= 4, period <= series.count / 2 else { return 0 }
        let score = score(of: series, lag: period)
        return score > 1.96 / Double(series.count).squareRoot() ? score : 0
    }

    /// The correlation of a series with itself so many elements later, over the elements that both have.
    static func score(of series: [Double], lag: Int) -> Double {
        guard lag > 0, lag < series.count else { return 0 }
        let mean = series.reduce(0, +) / Double(series.count)
        let (early, late) = (series.dropLast(lag), series.dropFirst(lag))
        let top = zip(early, late).reduce(0.0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
        func spread(_ part: ArraySlice<Double>) -> Double { part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } }
        let bottom = (spread(early) * spread(late)).squareRoot()
        return bottom > 0 ? top / bottom : 0
    }
}
