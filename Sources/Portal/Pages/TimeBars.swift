internal import Primitives

/// Counts along time as bars, with the dates of both ends and the highest count.
struct TimeBars {
    static let barWidth = 16.0
    static let gap = 4.0
    static let height = 96.0

    private let counts: [Int64]
    private let moments: [Timestamp]
    private let what: String
    private let addresses: [String]

    /// - Parameters:
    ///   - moments: one more than counts, in order.
    ///   - addresses: what each bar leads to; none where bars lead nowhere.
    init(_ counts: [Int64], _ moments: [Timestamp], what: String, addresses: [String] = []) {
        self.counts = counts
        self.moments = moments
        self.what = what
        self.addresses = addresses
    }

    var svg: Markup {
        let most = max(1, counts.max() ?? 1)
        let width = Double(counts.count) * (TimeBars.barWidth + TimeBars.gap)
        var svg = Markup()
        svg.open(
            "svg",
            [
                ("class", "bars tall"), ("viewBox", "0 0 \(width.short) \(TimeBars.height.short)"),
                ("role", addresses.isEmpty ? "img" : "group"),
                ("preserveAspectRatio", "none"),
                ("aria-label", "\(Amount.text(counts.reduce(0, +), what)), at most \(most) in one of \(counts.count) pieces"),
            ])
        for (index, count) in counts.enumerated() {
            let height = count == 0 ? 1 : max(2, Double(count) / Double(most) * (TimeBars.height - 2))
            let words = "\(Amount.text(count, what)) from \(moments[index].minute)"
            let isLink = count > 0 && index < addresses.count
            if isLink {
                svg.open("a", [("href", addresses[index]), ("aria-label", words), ("data-times", "")])
                // A low bar is pressed as easily as a high one.
                svg.element(
                    "rect",
                    [
                        ("x", (Double(index) * (TimeBars.barWidth + TimeBars.gap)).short), ("y", "0"),
                        ("width", (TimeBars.barWidth + TimeBars.gap).short), ("height", TimeBars.height.short),
                        ("class", "reach"),
                    ])
            }
            svg.open(
                "rect",
                [
                    ("x", (Double(index) * (TimeBars.barWidth + TimeBars.gap)).short), ("y", (TimeBars.height - height).short),
                    ("width", TimeBars.barWidth.short), ("height", height.short), ("rx", "2"),
                    ("class", count == 0 ? "none" : "some"),
                ])
            svg.element("title", [("data-times", "")], text: words)
            svg.close("rect")
            if isLink { svg.close("a") }
        }
        svg.close("svg")
        return svg
    }
}
