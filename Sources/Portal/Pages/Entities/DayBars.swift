internal import Primitives

/// Counts by the day as bars.
struct DayBars {
    private static let barWidth = 16.0
    private static let gap = 4.0
    private static let height = 56.0

    private let counts: [Int64]
    private let end: Timestamp

    init(_ counts: [Int64], ending end: Timestamp) {
        self.counts = counts
        self.end = end
    }

    var svg: Markup {
        let most = max(1, counts.max() ?? 1)
        let step = DayBars.barWidth + DayBars.gap
        var svg = Markup()
        svg.open(
            "svg",
            [
                ("class", "bars"), ("viewBox", "0 0 \((Double(counts.count) * step).short) \(DayBars.height.short)"),
                ("preserveAspectRatio", "none"), ("role", "img"),
                ("aria-label", "\(Amount.text(counts.reduce(0, +), "alert")) in \(counts.count) days, at most \(most) in one"),
            ])
        for (index, count) in counts.enumerated() {
            let height = count == 0 ? 1 : max(2, Double(count) / Double(most) * (DayBars.height - 2))
            svg.open(
                "rect",
                [
                    ("x", (Double(index) * step).short), ("y", (DayBars.height - height).short),
                    ("width", DayBars.barWidth.short), ("height", height.short), ("rx", "2"),
                    ("class", count == 0 ? "none" : "some"),
                ])
            let start = end - .hours(Int64(counts.count - index) * 24)
            svg.element("title", [], text: "\(Amount.text(count, "alert")) in the day from \(start.minute)")
            svg.close("rect")
        }
        svg.close("svg")
        return svg
    }
}
