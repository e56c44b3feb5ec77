internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The groups of an incident's alerts along time, as SVG: a dot each, higher the graver.
struct TimelineDrawing {
    static let width = 1000.0
    static let height = 60.0
    static let margin = 16.0

    private let groups: [AlertGroup]
    private let first: Timestamp
    private let last: Timestamp

    init(_ groups: [AlertGroup]) {
        self.groups = groups
        first = groups.map(\.firstActivity).min() ?? .distantPast
        last = groups.map(\.lastActivity).max() ?? first
    }

    var svg: Markup {
        var svg = Markup()
        svg.open(
            "svg",
            [
                ("viewBox", "0 0 \(TimelineDrawing.width.short) \(TimelineDrawing.height.short)"),
                ("preserveAspectRatio", "none"), ("role", "img"), ("data-from", "\(first.unixSeconds)"),
                ("data-to", "\(last.unixSeconds)"), ("data-margin", "\(TimelineDrawing.margin / TimelineDrawing.width)"),
                ("aria-label", "Alerts from \(first.minute) to \(last.minute)"), ("data-times", ""),
            ])
        svg.element(
            "line",
            [("class", "axis"), ("x1", "0"), ("x2", TimelineDrawing.width.short), ("y1", "54"), ("y2", "54")])
        for group in groups {
            // A line without a length has round ends of its own width, however the drawing is stretched.
            svg.open(
                "path",
                [
                    ("class", "dot \(group.severity.name)"),
                    ("d", "M\(x(of: group.firstActivity).short) \(y(of: group.severity).short)h0"),
                    ("data-alert", group.example.description),
                ])
            svg.element("title", [("data-times", "")], text: "\(group.firstActivity.minute): \(group.title)")
            svg.close("path")
        }
        svg.close("svg")
        return svg
    }

    private func x(of time: Timestamp) -> Double {
        let span = Double((last - first).ticks)
        let share = span > 0 ? Double((time - first).ticks) / span : 0.5
        return TimelineDrawing.margin + share * (TimelineDrawing.width - 2 * TimelineDrawing.margin)
    }

    private func y(of severity: AlertSeverity) -> Double {
        switch severity {
        case .high: 10
        case .medium: 22
        case .low: 34
        default: 46
        }
    }
}
