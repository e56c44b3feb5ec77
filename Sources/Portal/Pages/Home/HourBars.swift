internal import Primitives

/// Counts by the hour as bars.
struct HourBars {
    static let barWidth = 20.0
    static let gap = 4.0
    static let height = 64.0

    private let counts: [Int64]
    private let end: Timestamp
    private let what: String

    init(_ counts: [Int64], ending end: Timestamp, what: String) {
        self.counts = counts
        self.end = end
        self.what = what
    }

    var svg: Markup {
        let most = max(1, counts.max() ?? 1)
        let width = Double(counts.count) * (HourBars.barWidth + HourBars.gap)
        var svg = Markup()
        svg.open(
            "svg",
            [
                ("class", "bars"), ("viewBox", "0 0 \(width.short) \(HourBars.height.short)"), ("role", "img"),
                ("aria-label", "\(Amount.text(counts.reduce(0, +), what)) in \(counts.count) hours, at most \(most) in one"),
            ])
        for (index, count) in counts.enumerated() {
            let height = count == 0 ? 1 : max(2, Double(count) / Double(most) * (HourBars.height - 2))
            svg.open(
                "rect",
                [
                    ("x", (Double(index) * (HourBars.barWidth + HourBars.gap)).short), ("y", (HourBars.height - height).short),
                    ("width", HourBars.barWidth.short), ("height", height.short), ("rx", "2"),
                    ("class", count == 0 ? "none" : "some"),
                ])
            let start = end - .hours(Int64(counts.count - index))
            svg.element("title", [], text: "\(Amount.text(count, what)) in the hour from \(start.minute)")
            svg.close("rect")
        }
        svg.close("svg")
        return svg
    }
}
