internal import Primitives

/// Counts along time as bars, with the dates of both ends and the highest count.
struct TimeBars {
    static let barWidth = 16.0
    static let gap = 4.0
    static let height = 96.0

    private let counts: [Int64]
    private let moments: [Timestamp]
    private let what: String

    /// - Parameter moments: one more than counts, in order.
    init(_ counts: [Int64], _ moments: [Timestamp], what: String) {
        self.counts = counts
        self.moments = moments
        self.what = what
    }

    var svg: Markup {
        let most = max(1, counts.max() ?? 1)
        let width = Double(counts.count) * (TimeBars.barWidth + TimeBars.gap)
        var svg = Markup()
        svg.open(
            "svg",
            [
                ("class", "bars tall"), ("viewBox", "0 0 \(width.short) \(TimeBars.height.short)"), ("role", "img"),
                ("preserveAspectRatio", "none"),
                ("aria-label", "\(Amount.text(counts.reduce(0, +), what)), at most \(most) in one of \(counts.count) pieces"),
            ])
        for (index, count) in counts.enumerated() {
            let height = count == 0 ? 1 : max(2, Double(count) / Double(most) * (TimeBars.height - 2))
            svg.open(
                "rect",
                [
                    ("x", (Double(index) * (TimeBars.barWidth + TimeBars.gap)).short), ("y", (TimeBars.height - height).short),
                    ("width", TimeBars.barWidth.short), ("height", height.short), ("rx", "2"),
                    ("class", count == 0 ? "none" : "some"),
                ])
            svg.element("title", [], text: "\(Amount.text(count, what)) from \(moments[index].minute)")
            svg.close("rect")
        }
        svg.close("svg")
        return svg
    }
}
