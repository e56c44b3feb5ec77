internal import CaseStore
internal import Detection
internal import Flow
internal import Primitives

/// Rows that runs found, a bar a run; runs that made alerts stand out, and so do those that failed.
struct RunBars {
    private struct Bar {
        var count: Int64
        var style: String
        var title: String
    }

    private let bars: [Bar]
    private let label: String

    /// - Parameter runs: the oldest first.
    init(runs: [DetectionRun]) {
        bars = runs.map { run in
            let what = run.status == .failed ? "failed" : "\(Amount.text(run.rows, "row")), \(Amount.text(run.alerts, "alert"))"
            return Bar(
                count: run.rows, style: run.status == .failed ? "failed" : RunBars.style(run.rows, run.alerts),
                title: "\(run.started.minute): \(what)")
        }
        label = "Rows of the last \(Amount.text(Int64(runs.count), "run"))"
    }

    init(preview bars: [DetectionPreview.Bar]) {
        self.bars = bars.map { bar in
            Bar(
                count: Int64(bar.rows), style: RunBars.style(Int64(bar.rows), Int64(bar.alerts)),
                title:
                    "\(bar.window.after.minute) to \(bar.window.through.minute): \(Amount.text(Int64(bar.rows), "row")), "
                    + Amount.text(Int64(bar.alerts), "alert"))
        }
        label = "Rows along the time that was looked at"
    }

    private static func style(_ rows: Int64, _ alerts: Int64) -> String { alerts > 0 ? "some" : rows > 0 ? "quiet" : "none" }

    var svg: Markup {
        let most = max(1, bars.map(\.count).max() ?? 1)
        let step = TimeBars.barWidth + TimeBars.gap
        let places = max(bars.count, 30)
        let room = Double(places) * step
        var svg = Markup()
        svg.open(
            "svg",
            [
                ("class", "bars run-bars"), ("viewBox", "0 0 \(room.short) \(TimeBars.height.short)"), ("role", "img"),
                ("preserveAspectRatio", "none"), ("aria-label", label),
            ])
        for (index, bar) in bars.enumerated() {
            let share = Double(bar.count) / Double(most) * (TimeBars.height - 2)
            let height = bar.style == "failed" ? 8 : bar.count == 0 ? 1 : max(4, share)
            svg.open(
                "rect",
                [
                    ("x", (Double(places - bars.count + index) * step).short), ("y", (TimeBars.height - height).short),
                    ("width", TimeBars.barWidth.short), ("height", height.short), ("rx", "2"), ("class", bar.style),
                ])
            svg.element("title", [("data-times", "")], text: bar.title)
            svg.close("rect")
        }
        svg.close("svg")
        return svg
    }
}
